import type { CardSummary } from '../payments/payment.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { EventInput } from '../platform/events/events.ts'
import { setTimer } from '../platform/jobs/timers.ts'
import { methodSaved } from './events.ts'
import {
  type PaymentMethod,
  type PaymentMethodUsage,
  type SavedCard,
  type SavedWith,
  cardExpiresAt,
  revised,
} from './payment-method.ts'
import { savePaymentMethods } from './queries.ts'

/** A card that a customer agreed to keep. */
export type CardToKeep = {
  customerId: string
  card: CardSummary
  testCard: string | null
  /** The processor's name for the card that it keeps, in live mode. */
  processorToken?: string | null
  usage: PaymentMethodUsage
  savedWith: SavedWith
}

export type KeptCards = {
  /** Where each card is kept now, in the order in which they were given. */
  paymentMethodIds: string[]
  events: EventInput[]
  writes: Statement<void>[]
}

export const methodTimers = {
  setUp: 'payment_method_set_up',
  expiry: 'payment_method_expiry',
  resolve: 'payment_method_resolve',
} as const

/**
 * Keeps cards that were paid with: each in the transaction of its payment, and no card of a customer twice. `known` are
 * the customers' cards, read under the customers' locks. Source: contract, flint-commerce 7.2.
 */
export const keepCards = (
  ctx: Context,
  cards: readonly CardToKeep[],
  known: readonly SavedCard[],
): KeptCards => {
  const kept = new Map(known.map((method) => [keyOf(method), method]))
  const changed = new Map<string, SavedCard>()
  const paymentMethodIds = cards.map((card) => {
    const before = kept.get(keyOf(card))
    const method = before ? renewed(ctx, before, card) : newCard(ctx, card)
    kept.set(keyOf(card), method)
    if (method !== before) changed.set(method.paymentMethodId, method)
    return method.paymentMethodId
  })
  const methods = [...changed.values()]
  return {
    paymentMethodIds,
    events: methods.map(methodSaved),
    writes:
      methods.length > 0
        ? [savePaymentMethods(methods), ...methods.map((method) => expiryTimer(ctx, method))]
        : [],
  }
}

/** The same number is the same card, whatever else was typed with it. */
const keyOf = ({ customerId, card }: { customerId: string; card: CardSummary }) =>
  `${customerId} ${card.fingerprint}`

/** A card that is kept already: the newer date counts, and consent to more is added to what was given before. */
export const renewed = (
  ctx: Context,
  before: SavedCard,
  { card, testCard, processorToken, usage }: CardToKeep,
): SavedCard => {
  const wider = isWithin(usage, before.usage) ? before.usage : usage
  if (wider === before.usage && cardExpiresAt(card) === cardExpiresAt(before.card)) return before
  const token = processorToken ? { processorToken } : {}
  return { ...revised(before, ctx.now, { usage: wider, testCard, ...token }), card }
}

/** What may be done without the buyer may be done with them. */
export const isWithin = (asked: PaymentMethodUsage, given: PaymentMethodUsage): boolean =>
  asked === given || given === 'off_session'

const newCard = (ctx: Context, { card, ...kept }: CardToKeep): SavedCard => ({
  ...newMethod(ctx, kept),
  card,
  testCard: kept.testCard,
  ...(kept.processorToken ? { processorToken: kept.processorToken } : {}),
  status: 'active',
})

export const newMethod = (
  ctx: Context,
  { customerId, usage, savedWith }: Pick<CardToKeep, 'customerId' | 'usage' | 'savedWith'>,
): PaymentMethod => ({
  environmentId: ctx.environmentId,
  paymentMethodId: ctx.ids.newId('pm'),
  merchantId: ctx.merchantId,
  customerId,
  status: 'pending',
  usage,
  card: null,
  testCard: null,
  savedWith,
  setUp: null,
  failure: null,
  version: 1,
  createdAt: ctx.now,
  updatedAt: ctx.now,
})

export const expiryTimer = (ctx: Context, method: SavedCard): Statement<void> =>
  setTimer(ctx, methodTimers.expiry, method.paymentMethodId, cardExpiresAt(method.card))
