import { type SavedCard, keepCards } from '../payment-methods/index.ts'
import type { Context } from '../platform/context.ts'
import type { EventInput } from '../platform/events/events.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { PaymentIntent } from './payment.ts'
import type { Recorded } from './record-answer.ts'
import { toPaymentIntent } from './to-payment-intent.ts'

/** Whose cards a payment may keep, and which they keep already; both read under the locks of `lockPayers`. */
export type Payers = { payers: readonly string[]; cards: readonly SavedCard[] }

type Kept = { recorded: readonly Recorded[]; events: EventInput[]; writes: Statement<void>[] }

const approved: ReadonlySet<string> = new Set(['succeeded', 'requires_capture'])

/**
 * Keeps the cards of those payments that the bank has just approved and whose buyer asked for it; a declined one keeps
 * nothing. The payments then name the saved card. Source: contract, flint-commerce 7.2.
 */
export const keepPaidCards = (
  ctx: Context,
  recorded: readonly Recorded[],
  known: Payers | undefined,
): Kept => {
  const asked = recorded.filter(
    ({ intent }) => intent.cardToSave && intent.card && approved.has(intent.status),
  )
  if (asked.length === 0) return { recorded, events: [], writes: [] }
  if (!known) throw new Error('A card is to be kept, but its customer was not locked')
  // One whose data was erased while the bank took its time keeps no card; nor does one whose processor keeps none.
  const keeping = asked.filter(
    ({ intent, savedToken }) =>
      known.payers.includes(intent.customerId!) &&
      (intent.unanswered === undefined || savedToken !== undefined),
  )
  const { paymentMethodIds, events, writes } = keepCards(
    ctx,
    keeping.map(({ intent, savedToken }) => ({
      customerId: intent.customerId!,
      card: intent.card!,
      testCard: intent.testCard,
      ...(savedToken === undefined ? {} : { processorToken: savedToken }),
      ...intent.cardToSave!,
    })),
    known.cards,
  )
  const withMethod = new Map(keeping.map((one, index) => [one, paymentMethodIds[index]!]))
  return {
    recorded: recorded.map((one) => (asked.includes(one) ? naming(one, withMethod.get(one) ?? null) : one)),
    events,
    writes,
  }
}

/** The result as if the saved card had been known when it was recorded: in the payment and in what it announces. */
const naming = (one: Recorded, paymentMethodId: string | null): Recorded => {
  const intent: PaymentIntent = { ...one.intent, paymentMethodId, cardToSave: null }
  return { ...one, intent, events: one.events.map((event) => ({ ...event, data: toPaymentIntent(intent) })) }
}
