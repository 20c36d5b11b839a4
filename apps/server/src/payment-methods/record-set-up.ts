import {
  type Customer,
  customerUpdated,
  saveDefaultPaymentMethod,
  withDefaultPaymentMethod,
} from '../customers/index.ts'
import { challengeUrl, setUpChallenge } from '../payments/challenge-link.ts'
import type { DeclineCode } from '../payments/payment.ts'
import type { SetUpAnswer } from '../payments/processors/processor.ts'
import { minuteMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { Decision } from '../platform/db/transact.ts'
import { type EventInput, recordEvents } from '../platform/events/events.ts'
import { dropTimers, setTimer } from '../platform/jobs/timers.ts'
import { methodFailed, methodRemoved, methodSaved } from './events.ts'
import { expiryTimer, methodTimers } from './keep-card.ts'
import { type PaymentMethod, type SavedCard, revised } from './payment-method.ts'
import { savePaymentMethods } from './queries.ts'

/** The buyer has as long for the bank's challenge as when they pay. */
const challengeMs = 30 * minuteMs

/** A card that the bank was asked about, with the customer who wants to keep it and their other cards, all locked. */
export type AskedSetUp = {
  /** With the card, and as it will be written: a changed one is a version further. */
  method: SavedCard
  setUpId: string
  returnUrl: string | null
  customer: Customer
  cards: readonly SavedCard[]
}

type Changes = { result: PaymentMethod; events: EventInput[]; writes: Statement<void>[] }

/** What the bank's answer makes of a set-up. `more` are writes of the caller. Source: contract, flint-commerce 7.2. */
export const recordSetUp = (
  ctx: Context,
  asked: AskedSetUp,
  answer: SetUpAnswer,
  more: Statement<void>[] = [],
): Decision<PaymentMethod> => {
  const { result, events, writes } = changesOf(ctx, asked, answer)
  return { result, writes: [...writes, ...recordEvents(ctx, events), ...more], wake: ['events', 'timers'] }
}

const changesOf = (ctx: Context, asked: AskedSetUp, answer: SetUpAnswer): Changes => {
  switch (answer.outcome) {
    case 'requires_action':
      return challenged(ctx, asked)
    case 'declined':
      return failed(ctx, asked.method, answer.code, answer.message)
    case 'succeeded':
      return activated(ctx, asked)
  }
}

const challenged = (ctx: Context, { method, setUpId, returnUrl }: AskedSetUp): Changes => {
  const expiresAt = plusMs(ctx.now, challengeMs)
  const result: PaymentMethod = {
    ...method,
    setUp: {
      setUpId,
      expiresAt,
      challengeUrl: challengeUrl(ctx, setUpChallenge(method, setUpId)),
      returnUrl,
    },
  }
  return {
    result,
    events: [],
    writes: [
      savePaymentMethods([result]),
      setTimer(ctx, methodTimers.setUp, result.paymentMethodId, expiresAt),
    ],
  }
}

export const failed = (ctx: Context, method: PaymentMethod, code: DeclineCode, message: string): Changes => {
  const result: PaymentMethod = { ...method, status: 'failed', failure: { code, message } }
  return {
    result,
    events: [methodFailed(result)],
    writes: [savePaymentMethods([result]), stopWaiting(ctx, result)],
  }
}

/** A set-up whose id was promised takes the place of the same card that was saved before, also as the default. */
const activated = (ctx: Context, { method, customer, cards }: AskedSetUp): Changes => {
  const result: SavedCard = { ...method, status: 'active' }
  const same = cards.find((one) => one.card.fingerprint === method.card.fingerprint)
  const replaced = same ? [revised(same, ctx.now, { status: 'removed' })] : []
  const isDefault = same !== undefined && customer.defaultPaymentMethodId === same.paymentMethodId
  const customerAfter = withDefaultPaymentMethod(ctx, customer, result.paymentMethodId)
  return {
    result,
    events: [
      methodSaved(result),
      ...replaced.map(methodRemoved),
      ...(isDefault ? [customerUpdated(customerAfter)] : []),
    ],
    writes: [
      savePaymentMethods([...replaced, result]),
      stopWaiting(ctx, result),
      expiryTimer(ctx, result),
      ...(isDefault ? [saveDefaultPaymentMethod(ctx, customer.customerId, result.paymentMethodId)] : []),
    ],
  }
}

const stopWaiting = (ctx: Context, { paymentMethodId }: PaymentMethod): Statement<void> =>
  dropTimers(ctx, [{ kind: methodTimers.setUp, subjectId: paymentMethodId }])
