import type { Choice } from '../../parts/Field.tsx'

export const expiryChoices: readonly Choice[] = [
  { value: '', words: 'Never' },
  { value: '1', words: 'In 1 day' },
  { value: '30', words: 'In 30 days' },
  { value: '90', words: 'In 90 days' },
  { value: '365', words: 'In 1 year' },
]

/** The instant that a choice means; null for never. Keys live by the machine's time, whatever a sandbox's clock says. */
export const expiresAt = (days: string, now: Date): string | null => {
  const count = Number(days)
  return count > 0 ? new Date(now.getTime() + count * 86_400_000).toISOString() : null
}
