import { type Customer, customerErrors, lockCustomer } from '../customers/index.ts'
import { paymentErrors } from '../payments/errors.ts'
import { expectProcessor, expectTakesPayments } from '../payments/expect-takes-payments.ts'
import { isWebAddress } from '../payments/plan.ts'
import { askAgainAt } from '../payments/ask-remote.ts'
import type { CardSource, PaymentSource, ProcessorSource } from '../payments/processors/processor.ts'
import { declinedAsTest, isTestSource } from '../payments/test-sources.ts'
import { lockTokens, sourceOfToken, useTokens } from '../payments/source.ts'
import { dayMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { inSteps } from '../platform/db/in-steps.ts'
import type { Decision } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { setTimer } from '../platform/jobs/timers.ts'
import { setUpRequest } from './ask-set-up.ts'
import { paymentMethodErrors } from './errors.ts'
import { methodSaved } from './events.ts'
import { type CardToKeep, expiryTimer, isWithin, methodTimers, newMethod, renewed } from './keep-card.ts'
import { type PaymentMethod, type SavedCard, type SetUp, revised } from './payment-method.ts'
import { findCardsOfCustomer, lockPaymentMethod, savePaymentMethods } from './queries.ts'
import { recordSetUp } from './record-set-up.ts'
import { isAsked, resolveSetUp } from './settle-set-up.ts'
import type { SavePaymentMethodBody } from './schemas.ts'

/** A set-up that nobody goes on with fails after this long. */
export const setUpMs = dayMs

/**
 * Begins to save a card, and with a token also ends it: the bank is asked, and the card is active, failed, or waits for
 * the bank's challenge. Source: contract, flint-commerce 7.2.
 */
export const savePaymentMethod = async (
  ctx: Context,
  input: SavePaymentMethodBody,
): Promise<PaymentMethod> => {
  expectTakesPayments(ctx)
  if (input.return_url !== undefined && !isWebAddress(input.return_url))
    throw refuse(paymentErrors.PAYMENT_RETURN_URL_INVALID, {
      param: 'return_url',
      message: 'return_url must be an http or https address.',
    })
  const { token } = input
  if (token === undefined) expectNoPending(input)
  return inSteps(
    ctx,
    {
      customer: lockCustomer(ctx, input.customer_id),
      cards: findCardsOfCustomer(ctx, input.customer_id),
      pending: lockPaymentMethod(ctx, input.payment_method_id ?? ''),
      tokens: lockTokens(ctx, token === undefined ? [] : [token]),
    },
    ({ customer, cards, pending, tokens }): Decision<PaymentMethod, BegunSetUp> => {
      if (!customer) throw refuse(customerErrors.CUSTOMER_NOT_FOUND, { param: 'customer_id' })
      if (input.payment_method_id !== undefined) expectPending(pending, customer)
      if (token === undefined) return awaitCard(ctx, input)
      const source = expectCard(sourceOfToken(ctx, tokens, token, 'token'))
      const known = { customer, cards, pending }
      const { writes, ...decided } = confirm(ctx, input, known, source)
      return { ...decided, writes: [...writes, ...useTokens(ctx, tokens)] }
    },
    (begun) => finishSetUp(ctx, begun),
  )
}

const expectNoPending = (input: SavePaymentMethodBody) => {
  if (input.payment_method_id !== undefined)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param: 'token',
      message: '"token" is required to confirm a payment method.',
    })
}

const expectPending = (pending: PaymentMethod | null, customer: Customer) => {
  const param = 'payment_method_id'
  if (!pending) throw refuse(paymentMethodErrors.PAYMENT_METHOD_NOT_FOUND, { param })
  if (pending.customerId !== customer.customerId)
    throw refuse(paymentMethodErrors.PAYMENT_METHOD_CUSTOMER_MISMATCH, { param })
  if (pending.status !== 'pending' || isAsked(pending))
    throw refuse(paymentMethodErrors.PAYMENT_METHOD_NOT_READY, {
      param,
      extra: { current_status: pending.status },
    })
}

const expectCard = (source: PaymentSource): CardSource | ProcessorSource => {
  if (source.bankAccount)
    throw refuse(paymentMethodErrors.INVALID_PAYMENT_METHOD_TYPE, {
      param: 'token',
      message: 'The token stands for a bank account. Only cards can be saved.',
    })
  return source
}

const awaitCard = (ctx: Context, input: SavePaymentMethodBody): Decision<PaymentMethod> => {
  const expiresAt = plusMs(ctx.now, setUpMs)
  const method: PaymentMethod = {
    ...newMethod(ctx, { ...consentIn(input), customerId: input.customer_id }),
    setUp: {
      setUpId: ctx.ids.newId('seti'),
      expiresAt,
      challengeUrl: null,
      returnUrl: input.return_url ?? null,
    },
  }
  return {
    result: method,
    writes: [
      savePaymentMethods([method]),
      setTimer(ctx, methodTimers.setUp, method.paymentMethodId, expiresAt),
    ],
    wake: ['timers'],
  }
}

/** A merchant saves a card to charge it later, unless told otherwise. */
const consentIn = ({ usage = 'off_session' }: SavePaymentMethodBody) => ({
  usage,
  savedWith: 'setup' as const,
})

type Known = { customer: Customer; cards: readonly SavedCard[]; pending: PaymentMethod | null }

const confirm = (
  ctx: Context,
  input: SavePaymentMethodBody,
  { customer, cards, pending }: Known,
  source: CardSource | ProcessorSource,
): Decision<PaymentMethod, BegunSetUp> => {
  const { card, testCard } = source
  const toKeep = { ...consentIn(input), customerId: customer.customerId, testCard }
  const same = card && cards.find((one) => one.card.fingerprint === card.fingerprint)
  if (!pending && same && isWithin(toKeep.usage, same.usage))
    return keepAsItIs(ctx, same, { ...toKeep, card })
  const usage = input.usage ?? pending?.usage ?? toKeep.usage
  const method = pending ? revised(pending, ctx.now, { usage }) : newMethod(ctx, toKeep)
  const setUp = {
    setUpId: ctx.ids.newId('seti'),
    expiresAt: plusMs(ctx.now, setUpMs),
    challengeUrl: null,
    returnUrl: input.return_url ?? pending?.setUp?.returnUrl ?? null,
  }
  const asked = { method: { ...method, card, testCard }, setUp, customer, cards }
  const processor = expectProcessor(ctx)
  if (!processor.isRemote) {
    const request = setUpRequest(ctx, { ...asked.method, setUp }, null)
    return recordSetUp(ctx, asked, processor.setUp(request))
  }
  return isTestSource(source)
    ? recordSetUp(ctx, asked, declinedAsTest(source))
    : beginSetUp(ctx, asked.method, { ...setUp, processorToken: source.processorToken! })
}

type BegunSetUp = { paymentMethodId: string }

/** The remote processor is asked once this is written. */
const beginSetUp = (
  ctx: Context,
  method: PaymentMethod,
  setUp: SetUp,
): Decision<PaymentMethod, BegunSetUp> => {
  const result: PaymentMethod = { ...method, setUp: { ...setUp, unanswered: 0 } }
  const { paymentMethodId } = result
  return {
    result,
    writes: [
      savePaymentMethods([result]),
      setTimer(ctx, methodTimers.setUp, paymentMethodId, setUp.expiresAt),
      setTimer(ctx, methodTimers.resolve, paymentMethodId, askAgainAt(ctx.now, 0)),
    ],
    wake: ['timers'],
    begun: { paymentMethodId },
  }
}

const finishSetUp = async (ctx: Context, { paymentMethodId }: BegunSetUp): Promise<PaymentMethod> => {
  const method = await resolveSetUp(ctx, paymentMethodId)
  if (!method) throw refuse(paymentMethodErrors.PAYMENT_METHOD_NOT_FOUND, { param: 'payment_method_id' })
  return method
}

/** A card that the customer keeps for this already is not saved again. */
const keepAsItIs = (ctx: Context, same: SavedCard, toKeep: CardToKeep): Decision<PaymentMethod> => {
  const method = renewed(ctx, same, toKeep)
  if (method === same) return { result: same, writes: [] }
  return {
    result: method,
    writes: [
      savePaymentMethods([method]),
      expiryTimer(ctx, method),
      ...recordEvents(ctx, [methodSaved(method)]),
    ],
    wake: ['events', 'timers'],
  }
}
