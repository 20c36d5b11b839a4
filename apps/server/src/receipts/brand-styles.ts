import { Html } from '../hosted-pages/html.ts'
import { type BrandColors, type EffectiveSettings, brandColors } from '../settings/index.ts'

const fonts: Record<EffectiveSettings['branding']['font_family'], string> = {
  instrument_sans: `"Instrument Sans", -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif`,
  system_sans: `-apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif`,
  system_serif: `Georgia, Cambria, "Times New Roman", serif`,
  monospace: `Menlo, Consolas, "Liberation Mono", monospace`,
}

/**
 * The merchant's font, corners and colours over the receipt's own styles. Every value is one of ours or was checked when it
 * was set, so none can end the rule it stands in.
 */
export const brandStyles = (branding: EffectiveSettings['branding']): Html => {
  const colors = brandColors(branding)
  const shape = `.page { font-family: ${fonts[branding.font_family]}; }
.sheet { border-radius: ${branding.corner_radius}px; }`
  if (!colors) return new Html(shape)
  return new Html(`${shape}
${rules(colors.light)}
@media (prefers-color-scheme: dark) {
${rules(colors.dark)}
}`)
}

const rules = ({ page, panel }: BrandColors): string =>
  [
    `.page { background: ${panel['panel']}; }`,
    page['ink'] ? `.sheet { color: ${page['ink']}; }` : '',
    page['ink-soft'] ? `.quiet, .quiet th, .detail { color: ${page['ink-soft']}; }` : '',
    page['button'] ? `.sheet { border-top: 6px solid ${page['button']}; }` : '',
    page['accent'] ? `.amount { color: ${page['accent']}; }` : '',
  ]
    .filter(Boolean)
    .join('\n')
