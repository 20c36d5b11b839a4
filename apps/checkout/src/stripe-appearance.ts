import type { Appearance } from './stripe-script.ts'

/** What the stylesheet's variables are now, the seller's branding included. */
export type ReadVariable = (name: string) => string

/**
 * The processor's form in this page's colours, corners and font, so that it looks as our own form does. Pure but for what it
 * reads. Source: docs.stripe.com/elements/appearance-api.
 */
export const stripeAppearance = (read: ReadVariable, isDark: boolean): Appearance => {
  const of = (name: string): string => read(`--${name}`).trim()
  return {
    theme: isDark ? 'night' : 'stripe',
    labels: 'above',
    variables: {
      colorPrimary: of('color-accent'),
      colorBackground: of('color-field'),
      colorText: of('color-ink'),
      colorTextSecondary: of('color-ink-soft'),
      colorTextPlaceholder: of('color-ink-soft'),
      colorDanger: of('color-problem'),
      borderRadius: of('radius-control'),
      fontFamily: of('font-sans'),
      fontSizeBase: '16px',
      spacingUnit: '4px',
      gridRowSpacing: '16px',
    },
    rules: {
      '.Label': { fontSize: '14px', fontWeight: '500', color: of('color-ink') },
      '.Input': { border: `1px solid ${of('color-line-strong')}`, boxShadow: 'none', padding: '13px' },
      '.Input:focus': {
        border: `1px solid ${of('color-accent')}`,
        boxShadow: `0 0 0 3px ${of('color-accent-soft')}`,
      },
      '.Input--invalid': { border: `1px solid ${of('color-problem')}`, boxShadow: 'none' },
    },
  }
}

/** Named variables of the page, as the browser has worked them out. */
export const readPageVariable: ReadVariable = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(name)
