/**
 * Round numbers for an axis from zero: at least as high as the highest value, in at most five steps.
 *
 * @example stepsUpTo(87) // [0, 20, 40, 60, 80, 100]
 */
export const stepsUpTo = (highest: number): number[] => {
  if (!(highest > 0)) return [0, 1]
  const rough = highest / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= rough)!
  const count = Math.ceil(highest / step)
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}
