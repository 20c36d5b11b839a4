import { type FlowlixPayment, type FlowlixStatus, type Profile, flowlixStatuses } from './flowlix-payment.ts'

/** What each form calls a status. Source: contract, flowlix 6 and 17.2. */
const words: Record<FlowlixStatus, Record<Profile, string>> = {
  open: { a: 'pending', b: 'pending', c: 'REQUIRES_ACTION' },
  pending: { a: 'pending', b: 'pending', c: 'PENDING' },
  requires_action: { a: 'pending', b: 'requires_action', c: 'REQUIRES_ACTION' },
  processing: { a: 'pending', b: 'pending', c: 'PROCESSING' },
  succeeded: { a: 'succeeded', b: 'succeeded', c: 'SUCCEEDED' },
  refunded: { a: 'refunded', b: 'refunded', c: 'SUCCEEDED' },
  failed: { a: 'failed', b: 'failed', c: 'FAILED' },
  canceled: { a: 'failed', b: 'canceled', c: 'CANCELED' },
  expired: { a: 'failed', b: 'expired', c: 'EXPIRED' },
}

export const shownStatus = (profile: Profile, status: FlowlixStatus): string => words[status][profile]

/** Those that a form shows by this word. */
export const statusesShownAs = (profile: Profile, word: string): FlowlixStatus[] =>
  flowlixStatuses.filter((status) => words[status][profile] === word)

/** Every word of a form, in the order of a payment's life. */
export const wordsOf = (profile: Profile): string[] => [
  ...new Set(flowlixStatuses.map((status) => words[status][profile])),
]

const final: ReadonlySet<FlowlixStatus> = new Set(['succeeded', 'refunded', 'failed', 'canceled', 'expired'])

/** Whether the payer can do nothing more. */
export const hasEnded = ({ status }: Pick<FlowlixPayment, 'status'>): boolean => final.has(status)
