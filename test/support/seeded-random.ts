/** Chance that can be had again: the seed of a failed run is printed, and TEST_SEED sets it. */
export type SeededRandom = {
  seed: number
  /** A whole number from zero, below the bound. */
  below(bound: number): number
}

/** The generator is mulberry32: small, and good enough to choose what a test does next. */
export const seededRandom = (
  seed = Number(process.env.TEST_SEED) || Date.now() % 1_000_000,
): SeededRandom => {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { seed, below: (bound) => Math.floor(next() * bound) }
}
