import assert from 'node:assert/strict'
import { ApiRefusal } from './api-request.ts'
import type {
  BrowserAction,
  CheckoutView,
  Order,
  PayAnswer,
  PaymentAttempt,
  PayRequest,
  ChosenSource,
  SavedCard,
  SourceDetails,
  TaxPlace,
  TipWish,
} from './api-shapes.ts'
import { createCheckout } from './checkout.ts'
import type { CheckoutApi } from './checkout-api.ts'
import type { TabMemory } from './checkout-state.ts'
import { aCheckout, anOrder, aPaidOrder } from './order-example.ts'
import { createServerClock } from './server-clock.ts'
import { shownState } from './shown-state.ts'

/** A checkout over a scripted server, for the tests of its moves. */

export const card = { number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '123' }
export const bankAccount = {
  routing_number: '110000000',
  account_number: '000123456789',
  account_type: 'checking',
  account_holder_name: 'Ada Lovelace',
} as const
export const refusal = (code: string, status = 409): ApiRefusal => new ApiRefusal(status, code, null, null)

export const anAttempt = (
  status: PaymentAttempt['status'],
  change: Partial<PaymentAttempt> = {},
): PaymentAttempt => ({
  order_payment_attempt_id: 'opat_1',
  status,
  ...change,
})
export const challenged = anAttempt('requires_action', {
  pending_actions: [
    {
      pending_action_id: 'pa_1',
      action_type: 'payment_authentication',
      client_action: { redirect: { url: '/challenge/pa_1' } },
    },
  ],
})
export const paidAnswer: PayAnswer = { order: aPaidOrder(), payment_attempt: anAttempt('succeeded') }
export const declinedAnswer: PayAnswer = {
  order: anOrder(),
  payment_attempt: anAttempt('failed', { failure_code: 'insufficient_funds' }),
}

interface Script {
  /** Answers to the session reads, in turn; the last one stays. */
  reads?: (CheckoutView | Error)[]
  /** Answers to the pay calls, in turn. */
  pays?: (PayAnswer | Error)[]
  memory?: Partial<TabMemory>
  savedCards?: SavedCard[] | Error
  /** Answers to changes of codes and of the tax place, in turn. */
  changes?: (Order | Error)[]
  cancel?: Error
  browserAction?: BrowserAction | Error
}

/** The next answer of a script. */
const next = <Answer>(answers: (Answer | Error)[], staysAtLast: boolean): Promise<Answer> => {
  const answer = staysAtLast && answers.length === 1 ? answers[0] : answers.shift()
  if (answer === undefined) return Promise.reject(new Error('not scripted'))
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
}

/** A checkout over a scripted server, with every wait over at once. */
export const aScene = (script: Script) => {
  const { reads = [aCheckout()], pays = [], memory = {}, cancel, savedCards = [], changes = [] } = script
  const { browserAction = { pending_action_id: 'pa_1', stripe: null } } = script
  const codes: { code?: string; discountId?: string; key: string }[] = []
  const places: TaxPlace[] = []
  let cardLists = 0
  const sent: { request: PayRequest; key: string }[] = []
  const tips: (TipWish | null)[] = []
  let tokens = 0
  let keys = 0
  const api: CheckoutApi = {
    getCheckout: async () => ({ checkout: await next(reads, true), isTestMode: true }),
    setTip: (_orderId, tip) => {
      tips.push(tip)
      return Promise.resolve({ ...anOrder(), requested_tip: tip })
    },
    listSavedCards: () => {
      cardLists += 1
      return savedCards instanceof Error ? Promise.reject(savedCards) : Promise.resolve(savedCards)
    },
    setTaxPlace: (_orderId, place) => {
      places.push(place)
      return next(changes, false)
    },
    applyCode: (_orderId, code, key) => {
      codes.push({ code, key })
      return next(changes, false)
    },
    removeDiscount: (_orderId, discountId, key) => {
      codes.push({ discountId, key })
      return next(changes, false)
    },
    createToken: (details) => {
      tokens += 1
      return Promise.resolve({
        token: `tok_${tokens}`,
        ...('card' in details
          ? { card: { brand: 'visa', last4: '4242' } }
          : { bank_account: { bank_name: 'Flint Test Bank', last4: '6789' } }),
      })
    },
    payOrder: (_orderId, request, key) => {
      sent.push({ request, key })
      return next(pays, false)
    },
    getPaymentAttempt: () => Promise.resolve(anAttempt('failed', { failure_code: 'expired_card' })),
    cancelPaymentAttempt: () => (cancel ? Promise.reject(cancel) : Promise.resolve()),
    getBrowserAction: () =>
      browserAction instanceof Error ? Promise.reject(browserAction) : Promise.resolve(browserAction),
  }
  const tabMemory: TabMemory = { attempt: null, isTipSettled: false, isTaxPlaceAsked: false, ...memory }
  const left: string[] = []
  const checkout = createCheckout({
    api,
    clock: createServerClock(() => 0),
    memory: tabMemory,
    origin: 'https://pay.example',
    wait: () => new Promise((resolve) => setImmediate(resolve)),
    newKey: () => `key_${(keys += 1)}`,
    leave: (url) => left.push(url),
    showMoney: ({ amount }) => `$${amount}`,
  })
  const payWith = (chosen: ChosenSource): Promise<void> =>
    checkout.pay(() => chosen, { email: 'ada@example.com' })
  const pay = (details: SourceDetails = { card }): Promise<void> => payWith({ details, isToBeSaved: false })
  const shown = () => shownState(checkout.getState())
  const until = async (state: string): Promise<void> => {
    for (let turn = 0; turn < 200 && shown() !== state; turn += 1)
      await new Promise((done) => setImmediate(done))
    assert.equal(shown(), state)
  }
  return {
    checkout,
    pay,
    payWith,
    shown,
    until,
    sent,
    tips,
    codes,
    places,
    left,
    memory: tabMemory,
    tokens: () => tokens,
    cardLists: () => cardLists,
  }
}
