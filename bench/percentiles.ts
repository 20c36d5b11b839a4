/** The value that `share` (0 to 1) of all values do not exceed: nearest rank, so always one that was measured. */
export const percentile = (values: readonly number[], share: number): number => {
  if (values.length === 0) return Number.NaN
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
}

/** The middle one; of an even number the mean of the two in the middle. */
export const median = (values: readonly number[]): number => {
  if (values.length === 0) return Number.NaN
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export type Latency = { p50: number; p99: number }

/** Milliseconds. */
export const latencyOf = (valuesMs: readonly number[]): Latency => ({
  p50: percentile(valuesMs, 0.5),
  p99: percentile(valuesMs, 0.99),
})

/** Of several rounds: the median of each figure. */
export const medianLatency = (rounds: readonly Latency[]): Latency => ({
  p50: median(rounds.map((round) => round.p50)),
  p99: median(rounds.map((round) => round.p99)),
})
