import type { Branding } from './api-shapes.ts'

type Variables = Record<string, string>

const fallback = `'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'Noto Sans', sans-serif`
const fonts: Readonly<Record<string, string>> = {
  instrument_sans: `'Instrument Sans', -apple-system, 'Segoe UI Variable Text', ${fallback}`,
  system_sans: `system-ui, -apple-system, ${fallback}`,
  system_serif: `ui-serif, Georgia, Cambria, 'Liberation Serif', 'Times New Roman', serif`,
  monospace: `ui-monospace, Menlo, Consolas, 'Liberation Mono', monospace`,
}

/** What the stylesheet's variables are under a seller's branding; only those that differ from it. Pure. */
export const pageVariables = (branding: Branding | null | undefined, isDark: boolean): Variables => {
  if (!branding) return {}
  const font = branding.font_family === undefined ? undefined : fonts[branding.font_family]
  const radius = branding.corner_radius
  return {
    ...colorVariables(branding.colors?.[isDark ? 'dark' : 'light'].page),
    ...(font ? { '--font-sans': font } : {}),
    // Fields stand close together and look as round as buttons with a little less.
    ...(radius === undefined
      ? {}
      : { '--radius-button': `${radius}px`, '--radius-control': `${Math.max(0, radius - 2)}px` }),
  }
}

export const panelVariables = (branding: Branding | null | undefined, isDark: boolean): Variables =>
  colorVariables(branding?.colors?.[isDark ? 'dark' : 'light'].panel)

const colorVariables = (colors: Readonly<Record<string, string>> | undefined): Variables =>
  Object.fromEntries(Object.entries(colors ?? {}).map(([name, color]) => [`--color-${name}`, color]))
