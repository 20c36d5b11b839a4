/** What came of some deliveries. Those that are still to be made, or were never to be, count for neither side. */
export type SuccessRate = {
  readonly delivered: number
  readonly failed: number
  readonly percent: number | null
}

/**
 * @returns `percent` is whole and rounded down, so that one failure never reads as 100; null when nothing was decided yet.
 */
export const successRate = (statuses: readonly string[]): SuccessRate => {
  const delivered = statuses.filter((status) => status === 'delivered').length
  const failed = statuses.filter((status) => status === 'failed').length
  const decided = delivered + failed
  return { delivered, failed, percent: decided === 0 ? null : Math.floor((delivered * 100) / decided) }
}
