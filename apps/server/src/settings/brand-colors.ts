import { inkOn, mixed, readableOn } from './color.ts'
import type { EffectiveSettings } from './defaults.ts'

type Branding = EffectiveSettings['branding']
/** By the names of the page's own variables. */
type Colors = Record<string, string>

/**
 * What the hosted page and receipts are painted with. `page` is the half with the form and what is like it, `panel` the
 * half with the order.
 */
export type BrandColors = { page: Colors; panel: Colors }
export type BrandScheme = 'light' | 'dark'

/** The page's own colours (apps/checkout/src/styles.css), as far as a merchant's have to be read on them. */
const own = {
  light: { surface: '#ffffff', panel: '#f5f3ef', ink: '#1b1d1f', accent: '#0b6e4f', problem: '#b3261e' },
  dark: { surface: '#1a1d20', panel: '#121416', ink: '#f2f1ee', accent: '#4fd1a5', problem: '#ff9c92' },
} as const

/** WCAG's for text, and for the outline of what can be pressed. */
const text = 4.5
const shape = 3

/**
 * A merchant's colours made readable, for browsers in either scheme. A background is the merchant's in both; the other
 * colours are moved towards black or white until they can be read on what is behind them. Null where none is set. Pure.
 */
export const brandColors = (branding: Branding): Record<BrandScheme, BrandColors> | null => {
  const { accent_color, background_color, primary_color, text_color } = branding
  if (!accent_color && !background_color && !primary_color && !text_color) return null
  return { light: colorsIn('light', branding), dark: colorsIn('dark', branding) }
}

const colorsIn = (scheme: BrandScheme, branding: Branding): BrandColors => ({
  page: { ...accents(scheme, branding), ...button(scheme, branding), ...ink(scheme, branding) },
  panel: panel(scheme, branding),
})

const accents = (scheme: BrandScheme, { accent_color, primary_color }: Branding): Colors => {
  const chosen = accent_color ?? primary_color
  if (chosen === null) return {}
  const { surface } = own[scheme]
  const accent = readableOn(chosen, [surface], text)
  return {
    accent,
    'accent-strong': mixed(accent, inkOn(surface), 0.2),
    'accent-soft': mixed(surface, accent, 0.1),
  }
}

const button = (scheme: BrandScheme, { accent_color, primary_color }: Branding): Colors => {
  const chosen = primary_color ?? accent_color
  if (chosen === null) return {}
  const ground = readableOn(chosen, [own[scheme].surface], shape)
  const on = inkOn(ground)
  // Away from the words on it, so that they stay readable under the pointer.
  return { button: ground, 'button-strong': mixed(ground, inkOn(on), 0.12), 'on-button': on }
}

const ink = (scheme: BrandScheme, { text_color }: Branding): Colors => {
  if (text_color === null) return {}
  const { surface } = own[scheme]
  // Also on fields and tiles, which are a little nearer to it than the page.
  const grounds = [surface, mixed(surface, inkOn(surface), 0.1)]
  const words = readableOn(text_color, grounds, text)
  return { ink: words, 'ink-soft': readableOn(mixed(words, surface, 0.25), grounds, text) }
}

const panel = (
  scheme: BrandScheme,
  { accent_color, primary_color, background_color, text_color }: Branding,
): Colors => {
  const base = own[scheme]
  const ground = background_color ?? base.panel
  const end = inkOn(ground)
  const tile = mixed(ground, end, 0.06)
  const field = mixed(ground, inkOn(end), 0.5)
  const words = readableOn(text_color ?? end, [ground, tile], text)
  const accent = readableOn(accent_color ?? primary_color ?? base.accent, [ground], text)
  return {
    panel: ground,
    tile,
    field,
    ink: words,
    'ink-soft': readableOn(mixed(words, ground, 0.2), [ground, tile], text),
    line: mixed(ground, end, 0.15),
    'line-strong': readableOn(mixed(ground, end, 0.4), [ground], shape),
    accent,
    'accent-strong': mixed(accent, end, 0.2),
    'accent-soft': mixed(ground, accent, 0.1),
    'calm-soft': tile,
    problem: readableOn(base.problem, [ground], text),
  }
}
