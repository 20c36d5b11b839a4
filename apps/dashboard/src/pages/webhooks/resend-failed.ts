import type { Choice } from '../../parts/Field.tsx'

/** How far back; payloads are kept for 30 days. */
export const sinceChoices: readonly Choice[] = [
  { value: '1', words: 'the last hour' },
  { value: '24', words: 'the last day' },
  { value: '168', words: 'the last 7 days' },
  { value: '720', words: 'the last 30 days' },
]

export const resendSince = (hours: string, now: Date): string =>
  new Date(now.getTime() - Number(hours) * 3_600_000).toISOString()

/** What is said once the attempts are queued. */
export const resendDone = ({
  queued_count,
  has_more,
}: {
  readonly queued_count: number
  readonly has_more: boolean
}): string => {
  if (queued_count === 0) return 'Nothing was missed in that time'
  const deliveries = queued_count === 1 ? '1 delivery is' : `${queued_count} deliveries are`
  return `${deliveries} sent again${has_more ? '; more are left, resend once more for those' : ''}`
}
