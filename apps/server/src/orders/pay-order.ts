import type { PaymentIntent } from '../payments/payment.ts'
import { expectChargeable } from '../payments/check-amounts.ts'
import { paymentErrors } from '../payments/errors.ts'
import { expectTakesPayments } from '../payments/expect-takes-payments.ts'
import { newIntent } from '../payments/new-intent.ts'
import { findActiveAttempt, lockIntentsOfOrder } from '../payments/queries.ts'
import { begunAmong, startCharge } from '../payments/start-charge.ts'
import {
  type GivenSource,
  type StoredSources,
  givenSource,
  lockTokens,
  methodsAmong,
  sourceOf,
  tokensAmong,
  useTokens,
} from '../payments/source.ts'
import type { Context } from '../platform/context.ts'
import { inSteps } from '../platform/db/in-steps.ts'
import type { Decision } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { type Collected, type Collection, collect } from './collect.ts'
import { cardToSave, loadsOfSavedCards, refuseToSaveAccount } from './pay-with-saved-cards.ts'
import { completeFreeOrder } from './complete-free-order.ts'
import { expectPricesOpen } from './edit-order.ts'
import { orderErrors } from './errors.ts'
import { type BegunAttempt, finishAttempt } from './go-on-with-attempt.ts'
import { openTipOf } from './follow-order.ts'
import { newAttempt } from './new-attempt.ts'
import { expectCurrency } from './new-order.ts'
import { failedForPlace, placeFailureOf } from './no-place-left.ts'
import { payableWith } from './offered-options.ts'
import type { Order } from './order.ts'
import type { LegInput, PayBody } from './pay-schemas.ts'
import { expectTaxReady } from './tax-rates.ts'
import { lockOrder } from './queries.ts'
import { withBuyer } from './with-buyer.ts'
import { outstandingOf } from './settlement.ts'
import { tipShare, tipShares } from './tip-shares.ts'

/** One source for the whole amount that is due. Source: contract, flint-commerce 5.2, action `pay`. */
export const payOrder = async (ctx: Context, orderId: string, input: PayBody): Promise<Collected> => {
  if (ctx.idempotency === null || ctx.idempotency.isGenerated)
    throw refuse(httpErrors.IDEMPOTENCY_KEY_REQUIRED, { param: 'Idempotency-Key' })
  const source = input.payment_source ? givenSource(input.payment_source, 'payment_source') : null
  return payUnderLock(ctx, orderId, source ? [source] : [], input, (collection, stored) => {
    const order = withBuyer(ctx, collection.order, input)
    const outstanding = expectDue(order, input, source !== null)
    if (outstanding === null) return completeFreeOrder(ctx, collection.order, { ...collection, order })
    if (source === null) throw refuse(paymentErrors.PAYMENT_SOURCE_REQUIRED, { param: 'payment_source' })
    const reusable = collection.intents.find(
      (intent) => intent.ownership === 'pay' && intent.status === 'requires_payment_method',
    )
    const planned: PaymentIntent = {
      ...(reusable ?? newIntent(ctx, { order, ownership: 'pay', amount: outstanding })),
      amount: outstanding,
      tip: tipShare(outstanding, { outstanding, tip: openTipOf(order) }),
      receiptEmail: order.buyerContact?.email ?? null,
    }
    const leg = { planned, source, param: 'payment_source.token' }
    return charge(ctx, { ...collection, order }, [leg], stored, cardToSave(ctx, order, input))
  })
}

/** Legs that were made before, each with its own source. Source: contract, flint-commerce 5.2 and 5.7. */
export const confirmLegs = async (ctx: Context, orderId: string, input: PayBody): Promise<Collected> => {
  const legs = input.payment_intents ?? []
  if (legs.length === 0)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param: 'payment_intents',
      message: '"payment_intents" is required.',
    })
  const sources = legs.map((leg, index) => givenSource(leg, `payment_intents[${index}]`))
  return payUnderLock(ctx, orderId, sources, input, (collection, stored) => {
    const order = withBuyer(ctx, collection.order, input)
    const outstanding = expectDue(order, input, true)!
    const chosen = legs.map((leg, index) => chosenLeg(collection, leg, index))
    if (new Set(chosen.map((intent) => intent.paymentIntentId)).size < chosen.length)
      throw refuse(paymentErrors.PAYMENT_START_SHAPE_CONFLICT, {
        param: 'payment_intents',
        message: 'A payment intent is named twice.',
      })
    if (chosen.length > 1 && chosen.some((intent) => intent.captureMethod === 'manual'))
      throw refuse(paymentErrors.ORDER_DELAYED_CAPTURE_SPLIT_PAYMENT_UNSUPPORTED, {
        param: 'payment_intents',
      })
    const sum = chosen.reduce((total, intent) => total + intent.amount, 0)
    const isPartial = input.completion_behavior === 'partial_payment'
    if (sum > outstanding || (sum < outstanding && !isPartial))
      throw refuseAmount(order, 'payment_intents', sum)
    return charge(
      ctx,
      { ...collection, order },
      withTips(order, chosen, outstanding).map((planned, index) => ({
        planned,
        source: sources[index]!,
        param: `payment_intents[${index}]`,
      })),
      stored,
      cardToSave(ctx, order, input),
    )
  })
}

type Paid = Decision<Collected, BegunAttempt>
type Decide = (collection: Collection, stored: StoredSources) => Paid

/** Where no place is left for the order, the charge was undone before anybody was asked for it, and its attempt has failed. */
const payUnderLock = async (
  ctx: Context,
  orderId: string,
  given: readonly GivenSource[],
  input: PayBody,
  decide: Decide,
): Promise<Collected> => {
  try {
    return await decideUnderLock(ctx, orderId, given, input, decide)
  } catch (error) {
    const failureCode = placeFailureOf(error)
    if (failureCode === null) throw error
    return decideUnderLock(ctx, orderId, given, input, (collection, stored) => {
      // Whatever else is in the way by now is said first.
      decide(collection, stored)
      return failedForPlace(ctx, collection, failureCode)
    })
  }
}

const decideUnderLock = (
  ctx: Context,
  orderId: string,
  given: readonly GivenSource[],
  input: PayBody,
  decide: Decide,
): Promise<Collected> =>
  inSteps(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      intents: lockIntentsOfOrder(ctx, orderId),
      attempt: findActiveAttempt(ctx, orderId),
      tokens: lockTokens(ctx, tokensAmong(given)),
      ...loadsOfSavedCards(ctx, orderId, methodsAmong(given), input),
    },
    ({ order, intents, attempt, tokens, methods = [], payers = [], cards = [] }) => {
      if (!order) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      expectPricesOpen(order)
      if (order.lines.length === 0) throw refuse(orderErrors.ORDER_HAS_NO_LINE_ITEMS)
      expectTaxReady(order)
      expectTakesPayments(ctx)
      return decide({ order, intents, attempt, saving: { payers, cards } }, { tokens, methods })
    },
    (begun, isRepeated) => finishAttempt(ctx, begun, isRepeated),
  )

type Leg = { planned: PaymentIntent; source: GivenSource; param: string }

/** The attempt, its legs' charges and, as far as the processor has answered in process, all that follows, in one decision. */
const charge = (
  ctx: Context,
  collection: Collection,
  legs: readonly Leg[],
  stored: StoredSources,
  cardToSave: PaymentIntent['cardToSave'],
): Paid => {
  const { order } = collection
  const recorded = legs.map(({ planned: leg, source: given, param }) => {
    const source = sourceOf(ctx, stored, given, order.customerId, param)
    if (cardToSave && source.bankAccount) throw refuseToSaveAccount()
    const planned = {
      ...payableWith(ctx, order, leg, source, param),
      customerId: order.customerId,
      // A saved card is kept already.
      cardToSave: source.paymentMethodId ? null : cardToSave,
    }
    expectChargeable(ctx, planned, param)
    return startCharge(ctx, planned, source)
  })
  const attempt = newAttempt(
    ctx,
    order,
    legs.map(({ planned }) => planned),
  )
  const charges = begunAmong(recorded)
  return {
    ...collect(ctx, { ...collection, attempt }, recorded, useTokens(ctx, stored.tokens)),
    ...(charges.length > 0
      ? { begun: { orderId: order.orderId, attemptId: attempt.attemptId, charges } }
      : {}),
  }
}

/** What is due; null when the order costs nothing and nothing was sent to pay it with. */
const expectDue = (order: Order, input: PayBody, hasSource: boolean): number | null => {
  const outstanding = outstandingOf(order)
  const expected = input.expected_outstanding_money
  if (expected) {
    expectCurrency(expected.currency, order.currency, 'expected_outstanding_money.currency')
    if (expected.amount !== outstanding)
      throw refuseAmount(order, 'expected_outstanding_money', expected.amount)
  }
  if (outstanding > 0) return outstanding
  if (order.amounts.total > 0) throw refuse(orderErrors.ORDER_ALREADY_PAID)
  if (hasSource) throw refuse(paymentErrors.PAYMENT_NOT_REQUIRED, { param: 'payment_source' })
  return null
}

const refuseAmount = (order: Order, param: string, submitted: number) =>
  refuse(paymentErrors.PAYMENT_AMOUNT_CHANGED, {
    param,
    extra: {
      current_money: { amount: outstandingOf(order), currency: order.currency },
      submitted_money: { amount: submitted, currency: order.currency },
    },
  })

const payable: ReadonlySet<string> = new Set(['requires_payment_method', 'requires_confirmation'])

const chosenLeg = (collection: Collection, leg: LegInput, index: number): PaymentIntent => {
  const param = `payment_intents[${index}].payment_intent_id`
  const intent = collection.intents.find((one) => one.paymentIntentId === leg.payment_intent_id)
  if (!intent) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_PART_OF_ORDER, { param })
  if (!payable.has(intent.status))
    throw refuse(paymentErrors.PAYMENT_CONFIRMATION_STATE_CHANGED, {
      param,
      extra: { current_status: intent.status },
    })
  return intent
}

const withTips = (order: Order, legs: readonly PaymentIntent[], outstanding: number): PaymentIntent[] => {
  const amounts = legs.map(({ amount }) => amount)
  const tips = tipShares(amounts, { outstanding, tip: openTipOf(order) })
  return legs.map((leg, index) => ({ ...leg, tip: tips[index]! }))
}
