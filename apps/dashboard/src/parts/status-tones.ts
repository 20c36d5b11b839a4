export type Tone = 'good' | 'problem' | 'attention' | 'calm' | 'accent'

const tones: Record<Exclude<Tone, 'calm'>, readonly string[]> = {
  good: [
    'paid',
    'succeeded',
    'active',
    'delivered',
    'won',
    'ready',
    'approved',
    'enabled',
    'sent',
    'completed',
    'verified',
    'success',
    'prevented',
  ],
  problem: [
    'failed',
    'lost',
    'blocked',
    'rejected',
    'needs_response',
    'warning_needs_response',
    'declined',
    'past_due',
    'revoked',
    'server_error',
    'problem',
    'invalidated',
  ],
  attention: [
    'requires_action',
    'requires_capture',
    'requires_payment_method',
    'requires_confirmation',
    'processing',
    'pending',
    'in_transit',
    'partially_paid',
    'partially_refunded',
    'partially_succeeded',
    'warning_under_review',
    'under_review',
    'needs_more',
    'client_error',
    'queued',
    'sending',
    'disputed',
    'exhausted',
    'pending_review',
    'in_review',
  ],
  accent: ['open'],
}

const toneOfStatus = new Map(
  Object.entries(tones).flatMap(([tone, statuses]) => statuses.map((status) => [status, tone as Tone])),
)

/** How a status of any resource looks; one that is not known looks calm. */
export const toneOf = (status: string): Tone => toneOfStatus.get(status) ?? 'calm'

/** @example wordsOf('requires_capture') // 'Requires capture' */
export const wordsOf = (name: string): string => {
  const words = name
    .replaceAll(/[_.]/g, ' ')
    .replaceAll(/\b(api|ach|url|id)\b/g, (short) => short.toUpperCase())
  return words.charAt(0).toUpperCase() + words.slice(1)
}
