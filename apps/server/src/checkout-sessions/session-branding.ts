import type { Context } from '../platform/context.ts'
import { type EffectiveSettings, brandColors, fontFamilies, settingsOf } from '../settings/index.ts'
import type { Settings } from './input-schemas.ts'

type Branding = EffectiveSettings['branding']

const colors = ['accent_color', 'background_color', 'primary_color', 'text_color'] as const
const colorPattern = /^#[0-9a-f]{6}$/i

/**
 * How the session's page looks: the merchant's branding as it is now, under what the session's own `theme` says by the same
 * names. `colors` is what the page is painted with: the same, made readable.
 */
export const brandingOfSession = (ctx: Context, { theme = {} }: Settings) => {
  const branding: Branding = { ...settingsOf(ctx).branding, ...themed(theme) }
  return { ...branding, colors: brandColors(branding) }
}

/** What of a theme is branding; the rest is only echoed. */
const themed = (theme: Record<string, string>): Partial<Branding> => {
  const radius = theme['corner_radius']
  const font = fontFamilies.find((family) => family === theme['font_family'])
  return {
    ...Object.fromEntries(
      colors.flatMap((name) => (colorPattern.test(theme[name] ?? '') ? [[name, theme[name]]] : [])),
    ),
    ...(radius !== undefined && /^\d+$/.test(radius) && Number(radius) <= 32
      ? { corner_radius: Number(radius) }
      : {}),
    ...(font ? { font_family: font } : {}),
  }
}
