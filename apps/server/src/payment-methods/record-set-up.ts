import {
  type Customer,
  customerUpdated,
  saveDefaultPaymentMethod,
  withDefaultPaymentMethod,
} from '../customers/index.ts'
import { askAgainAt } from '../payments/ask-remote.ts'
import { challengeUrl, setUpChallenge } from '../payments/challenge-link.ts'
import type { CardSummary, DeclineCode } from '../payments/payment.ts'
import type { SetUpAnswer } from '../payments/processors/processor.ts'
import { minuteMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { Decision } from '../platform/db/transact.ts'
import { type EventInput, recordEvents } from '../platform/events/events.ts'
import { dropTimers, setTimer } from '../platform/jobs/timers.ts'
import { methodFailed, methodRemoved, methodSaved } from './events.ts'
import { expiryTimer, methodTimers } from './keep-card.ts'
import { type PaymentMethod, type SavedCard, type SetUp, revised } from './payment-method.ts'
import { savePaymentMethods } from './queries.ts'

/** The buyer has as long for the bank's challenge as when they pay. */
const challengeMs = 30 * minuteMs

/** A card that the bank was asked about, with the customer who wants to keep it and their other cards, all locked. */
export type AskedSetUp = {
  /** As it will be written: a changed one is a version further. With the card, unless only a remote processor knows it. */
  method: PaymentMethod
  setUp: AskedTry
  customer: Customer
  cards: readonly SavedCard[]
}

/** The try as it was when it was asked about. */
export type AskedTry = Pick<SetUp, 'setUpId' | 'returnUrl'> & Partial<SetUp>

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
      return challenged(ctx, asked, answer.reference)
    case 'declined':
      return failed(ctx, asked.method, answer.code, answer.message)
    case 'succeeded':
      return activated(ctx, asked, answer)
    case 'unknown':
      return unanswered(ctx, asked)
  }
}

const challenged = (ctx: Context, { method, setUp }: AskedSetUp, reference?: string): Changes => {
  // Asked about again while the buyer has not answered: their time does not begin anew.
  if (setUp.challengeUrl) {
    const { unanswered: _, ...heard } = method.setUp!
    const result = { ...method, setUp: heard }
    return { result, events: [], writes: [savePaymentMethods([result]), stopAsking(ctx, result)] }
  }
  const expiresAt = plusMs(ctx.now, challengeMs)
  const { setUpId, returnUrl, processorToken } = setUp
  const result: PaymentMethod = {
    ...method,
    setUp: {
      setUpId,
      expiresAt,
      challengeUrl: challengeUrl(ctx, setUpChallenge(method, setUpId)),
      returnUrl,
      ...(reference === undefined ? {} : { reference }),
      ...(processorToken === undefined ? {} : { processorToken }),
    },
  }
  return {
    result,
    events: [],
    writes: [
      savePaymentMethods([result]),
      setTimer(ctx, methodTimers.setUp, result.paymentMethodId, expiresAt),
      ...(setUp.unanswered === undefined ? [] : [stopAsking(ctx, result)]),
    ],
  }
}

/** A remote processor gave no answer: it may keep the card all the same, and is asked again. */
const unanswered = (ctx: Context, { method, setUp }: AskedSetUp): Changes => {
  const times = (setUp.unanswered ?? 0) + 1
  const result: PaymentMethod = { ...method, setUp: { ...method.setUp!, unanswered: times } }
  return {
    result,
    events: [],
    writes: [
      savePaymentMethods([result]),
      setTimer(ctx, methodTimers.resolve, result.paymentMethodId, askAgainAt(ctx.now, times)),
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
const activated = (
  ctx: Context,
  { method, customer, cards }: AskedSetUp,
  { card = method.card ?? undefined, savedToken }: { card?: CardSummary; savedToken?: string },
): Changes => {
  if (!card) throw new Error('A processor keeps a card and does not say which')
  const processorToken = savedToken === undefined ? {} : { processorToken: savedToken }
  const result: SavedCard = { ...method, card, ...processorToken, status: 'active' }
  const same = cards.find((one) => one.card.fingerprint === card.fingerprint)
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
  dropTimers(
    ctx,
    [methodTimers.setUp, methodTimers.resolve].map((kind) => ({ kind, subjectId: paymentMethodId })),
  )

const stopAsking = (ctx: Context, { paymentMethodId }: PaymentMethod): Statement<void> =>
  dropTimers(ctx, [{ kind: methodTimers.resolve, subjectId: paymentMethodId }])
