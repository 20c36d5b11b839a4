/** Colours as `#rrggbb`, and how well one is read on another. Pure. Source of contrast: WCAG 2.2, 1.4.3. */

type Channels = readonly [number, number, number]

const channelsOf = (color: string): Channels =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as unknown as Channels

const linear = (channel: number): number => {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

const luminanceOf = (color: string): number => {
  const [red, green, blue] = channelsOf(color)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** From 1, the same, to 21, black on white. */
export const contrastOf = (one: string, other: string): number => {
  const [dark, light] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** `share` from 0, all of `from`, to 1, all of `to`. */
export const mixed = (from: string, to: string, share: number): string => {
  const [there, goal] = [channelsOf(from), channelsOf(to)]
  const parts = there.map((channel, at) => Math.round(channel + (goal[at]! - channel) * share))
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

const black = '#000000'
const white = '#ffffff'

/** Whichever of black and white is read better on this ground: always at least 4.5 to 1. */
export const inkOn = (ground: string): string =>
  contrastOf(white, ground) >= contrastOf(black, ground) ? white : black

const steps = 20

/**
 * The colour, or the nearest one towards black or white that has this contrast with every one of the grounds.
 *
 * @param contrast Up to 4.5, which every single ground can have.
 */
export const readableOn = (color: string, grounds: readonly string[], contrast: number): string => {
  const end = inkOn(grounds[0]!)
  for (let step = 0; step < steps; step++) {
    const candidate = mixed(color, end, step / steps)
    if (grounds.every((ground) => contrastOf(candidate, ground) >= contrast)) return candidate
  }
  return end
}
