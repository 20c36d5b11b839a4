import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiRefusal, NoAnswer } from './api-request.ts'
import type {
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
import { aCheckout, aFreeOrder, anOrder, aPaidOrder, aSavedCard, usd } from './order-example.ts'
import { createServerClock } from './server-clock.ts'
import { shownState } from './shown-state.ts'

const card = { number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '123' }
const bankAccount = {
  routing_number: '110000000',
  account_number: '000123456789',
  account_type: 'checking',
  account_holder_name: 'Ada Lovelace',
} as const
const refusal = (code: string, status = 409): ApiRefusal => new ApiRefusal(status, code, null, null)

const anAttempt = (
  status: PaymentAttempt['status'],
  change: Partial<PaymentAttempt> = {},
): PaymentAttempt => ({
  order_payment_attempt_id: 'opat_1',
  status,
  ...change,
})
const challenged = anAttempt('requires_action', {
  pending_actions: [
    {
      pending_action_id: 'pa_1',
      action_type: 'payment_authentication',
      client_action: { redirect: { url: '/challenge/pa_1' } },
    },
  ],
})
const paidAnswer: PayAnswer = { order: aPaidOrder(), payment_attempt: anAttempt('succeeded') }
const declinedAnswer: PayAnswer = {
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
}

/** The next answer of a script. */
const next = <Answer>(answers: (Answer | Error)[], staysAtLast: boolean): Promise<Answer> => {
  const answer = staysAtLast && answers.length === 1 ? answers[0] : answers.shift()
  if (answer === undefined) return Promise.reject(new Error('not scripted'))
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
}

/** A checkout over a scripted server, with every wait over at once. */
const aScene = (script: Script) => {
  const { reads = [aCheckout()], pays = [], memory = {}, cancel, savedCards = [], changes = [] } = script
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
  const payWith = (chosen: ChosenSource): Promise<void> => checkout.pay(() => chosen, 'ada@example.com')
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

describe('paying', () => {
  it('sends the amount that was shown, once, and keeps brand and last4 only', async () => {
    const scene = aScene({ pays: [paidAnswer] })
    await scene.checkout.load()
    await Promise.all([scene.pay(), scene.pay()])
    assert.equal(scene.shown(), 'paid')
    assert.deepEqual(scene.sent, [
      {
        key: 'key_1',
        request: {
          action: 'pay',
          payment_source: { token: 'tok_1' },
          expected_outstanding_money: usd(6720),
          buyer_contact: { email: 'ada@example.com' },
        },
      },
    ])
    assert.doesNotMatch(JSON.stringify(scene.checkout.getState()), /4242424242424242/)
  })

  it('repeats one submission with one key until an answer comes', async () => {
    const lost = Array.from({ length: 4 }, () => new NoAnswer())
    const scene = aScene({ pays: [...lost, paidAnswer] })
    await scene.checkout.load()
    await scene.pay()
    assert.match(scene.checkout.getState().notice?.text ?? '', /not be charged twice/)
    await scene.pay()
    assert.equal(scene.shown(), 'paid')
    assert.deepEqual([...new Set(scene.sent.map(({ key }) => key))], ['key_1'])
    assert.equal(scene.tokens(), 1)
  })

  it('takes a new key once the form was edited', async () => {
    const lost = Array.from({ length: 4 }, () => new NoAnswer())
    const scene = aScene({ pays: [...lost, paidAnswer] })
    await scene.checkout.load()
    await scene.pay()
    scene.checkout.forgetSubmission()
    await scene.pay()
    assert.equal(scene.sent.at(-1)?.key, 'key_2')
    assert.equal(scene.tokens(), 2)
  })

  it('sees that a payment went through although its answer was lost', async () => {
    const paid = { ...aCheckout(), status: 'paid' as const, order: aPaidOrder() }
    const lost = Array.from({ length: 4 }, () => new NoAnswer())
    const scene = aScene({ reads: [aCheckout(), paid], pays: lost })
    await scene.checkout.load()
    await scene.pay()
    assert.equal(scene.shown(), 'paid')
    assert.equal(scene.checkout.getState().paidHere?.card?.last4, '4242')
  })

  it('by a bank account: waits for the bank, and keeps its name and last4 only', async () => {
    const paid = { ...aCheckout(), status: 'paid' as const, order: aPaidOrder() }
    const processing = anAttempt('processing')
    const running = { ...aCheckout(), active_payment_attempt: processing }
    const scene = aScene({
      reads: [aCheckout(), running, paid],
      pays: [{ order: anOrder(), payment_attempt: processing }],
    })
    await scene.checkout.load()
    await scene.pay({ bank_account: bankAccount })
    assert.equal(scene.shown(), 'confirming')
    await scene.until('paid')
    const { paidHere } = scene.checkout.getState()
    assert.deepEqual(
      [paidHere?.card, paidHere?.bankAccount],
      [null, { bank_name: 'Flint Test Bank', last4: '6789' }],
    )
    assert.doesNotMatch(JSON.stringify(scene.checkout.getState()), /000123456789/)
  })

  it('explains a decline of a bank account in words of its own', async () => {
    const scene = aScene({ pays: [declinedAnswer] })
    await scene.checkout.load()
    await scene.pay({ bank_account: bankAccount })
    assert.equal(scene.checkout.getState().notice?.title, 'There is not enough money in this account')
  })

  it('explains a decline and takes another card with another key', async () => {
    const scene = aScene({ pays: [declinedAnswer, paidAnswer] })
    await scene.checkout.load()
    await scene.pay()
    assert.equal(scene.shown(), 'open')
    assert.equal(scene.checkout.getState().notice?.title, 'There is not enough money on this card')
    assert.equal(scene.checkout.getState().notice?.clearsSecurityCode, true)
    await scene.pay()
    assert.equal(scene.shown(), 'paid')
    assert.deepEqual(
      scene.sent.map(({ key }) => key),
      ['key_1', 'key_2'],
    )
  })

  it('asks again when the total changed', async () => {
    const order = anOrder()
    const dearer = {
      ...order,
      settlement_amounts: { ...order.settlement_amounts, outstanding_money: usd(7520) },
    }
    const scene = aScene({
      reads: [aCheckout(), { ...aCheckout(), order: dearer }],
      pays: [refusal('PAYMENT_AMOUNT_CHANGED'), paidAnswer],
    })
    await scene.checkout.load()
    await scene.pay()
    assert.equal(scene.checkout.getState().notice?.title, 'The total is now $7520')
    await scene.pay()
    assert.deepEqual(scene.sent[1]?.request, {
      action: 'pay',
      payment_source: { token: 'tok_2' },
      expected_outstanding_money: usd(7520),
      buyer_contact: { email: 'ada@example.com' },
    })
  })

  it('shows an order that another tab has paid', async () => {
    const paid = { ...aCheckout(), status: 'paid' as const, order: aPaidOrder() }
    const scene = aScene({ reads: [aCheckout(), paid], pays: [refusal('ORDER_ALREADY_PAID')] })
    await scene.checkout.load()
    await scene.pay()
    assert.equal(scene.shown(), 'already-paid')
  })
})

describe('a challenge', () => {
  const running = { ...aCheckout(), active_payment_attempt: challenged }

  it('is shown, then resumed with a key of its own', async () => {
    const scene = aScene({
      reads: [aCheckout(), running],
      pays: [{ order: anOrder(), payment_attempt: challenged }, paidAnswer],
    })
    await scene.checkout.load()
    await scene.pay()
    assert.equal(scene.checkout.getState().activity.kind, 'challenge')
    assert.equal(scene.memory.attempt, 'opat_1')
    await scene.checkout.finishChallenge()
    assert.equal(scene.shown(), 'paid')
    assert.deepEqual(scene.sent[1], {
      key: 'key_2',
      request: { action: 'resume', order_payment_attempt_id: 'opat_1' },
    })
    assert.equal(scene.memory.attempt, null)
  })

  it('gives the form back when it is canceled', async () => {
    const scene = aScene({
      reads: [aCheckout()],
      pays: [{ order: anOrder(), payment_attempt: challenged }],
    })
    await scene.checkout.load()
    await scene.pay()
    await scene.checkout.cancelPayment()
    assert.equal(scene.shown(), 'open')
    assert.equal(scene.checkout.getState().notice?.title, 'Payment canceled')
  })

  it('opens again after a reload of the tab that started it', async () => {
    // Once it is canceled the session no longer tells of it.
    const scene = aScene({ reads: [running, aCheckout()], memory: { attempt: 'opat_1' } })
    await scene.checkout.load()
    assert.equal(scene.checkout.getState().activity.kind, 'challenge')
    await scene.checkout.cancelPayment()
    assert.equal(scene.shown(), 'open')
  })

  it('is offered, not forced, in another tab', async () => {
    const scene = aScene({ reads: [running, aCheckout()] })
    await scene.checkout.load()
    assert.equal(scene.shown(), 'elsewhere')
    await scene.until('open')
    assert.equal(scene.checkout.getState().notice?.title, 'The other payment was not completed')
  })

  it('leaves the page where the bank’s page cannot be framed', async () => {
    const url = 'https://bank.example/3ds'
    const action = { ...challenged.pending_actions?.[0], client_action: { redirect: { url } } }
    const attempt = { ...challenged, pending_actions: [action] } as PaymentAttempt
    const scene = aScene({ pays: [{ order: anOrder(), payment_attempt: attempt }] })
    await scene.checkout.load()
    await scene.pay()
    assert.deepEqual(scene.left, [url])
  })
})

describe('an outcome that is not known yet', () => {
  const processing = { ...aCheckout(), active_payment_attempt: anAttempt('processing') }
  const answer: PayAnswer = { order: anOrder(), payment_attempt: anAttempt('processing') }

  it('is watched until it is paid', async () => {
    const paid = { ...aCheckout(), status: 'paid' as const, order: aPaidOrder() }
    const scene = aScene({ reads: [aCheckout(), processing, new NoAnswer(), paid], pays: [answer] })
    await scene.checkout.load()
    await scene.pay()
    assert.equal(scene.shown(), 'confirming')
    await scene.until('paid')
    assert.equal(scene.checkout.getState().paidHere?.card?.last4, '4242')
  })

  it('is watched until it is declined, and then says why', async () => {
    const scene = aScene({ reads: [aCheckout(), processing, aCheckout()], pays: [answer] })
    await scene.checkout.load()
    await scene.pay()
    await scene.until('open')
    assert.equal(scene.checkout.getState().notice?.title, 'This card has expired')
  })
})

describe('tips', () => {
  it('sends the last of several quick choices only', async () => {
    const scene = aScene({})
    await scene.checkout.load()
    await Promise.all([10, 15, 20].map((percent) => scene.checkout.chooseTip({ percent })))
    assert.deepEqual(scene.tips, [{ percent: 10 }, { percent: 20 }])
    assert.equal(scene.checkout.getState().tip.isSaving, false)
  })

  it('applies the session’s default once, unless this tab has settled it', async () => {
    const tip = { enabled: true, default_tip_percent: 15 }
    const fresh = aScene({ reads: [{ ...aCheckout(), tip }] })
    await fresh.checkout.load()
    assert.deepEqual(fresh.tips, [{ percent: 15 }])
    const settled = aScene({ reads: [{ ...aCheckout(), tip }], memory: { isTipSettled: true } })
    await settled.checkout.load()
    assert.deepEqual(settled.tips, [])
  })

  it('does not pay while a tip is being saved', async () => {
    const scene = aScene({})
    await scene.checkout.load()
    const saving = scene.checkout.chooseTip({ percent: 10 })
    await scene.pay()
    await saving
    assert.equal(scene.sent.length, 0)
  })
})

describe('promotion codes', () => {
  const applied = (order = anOrder()): Order => ({ ...order, order_revision: 2 })

  it('sends a code once more with the same key when no answer came', async () => {
    const scene = aScene({ changes: [new NoAnswer(), applied()] })
    await scene.checkout.load()
    assert.equal(await scene.checkout.applyCode('SPRING'), true)
    assert.deepEqual(scene.codes, [
      { code: 'SPRING', key: 'key_1' },
      { code: 'SPRING', key: 'key_1' },
    ])
    assert.equal(scene.checkout.getState().code.said, 'Code SPRING is applied.')
  })

  it('tells in the server’s words why one was declined', async () => {
    const sentence = 'The order is below the minimum of the promotion.'
    const declined = new ApiRefusal(409, 'PROMOTION_DECLINED', null, null, sentence)
    const scene = aScene({ changes: [declined, refusal('CHECKOUT_SESSION_NOT_OPEN')] })
    await scene.checkout.load()
    assert.equal(await scene.checkout.applyCode('SPRING'), false)
    assert.equal(scene.checkout.getState().code.problem, sentence)
    await scene.checkout.applyCode('SPRING')
    assert.equal(scene.checkout.getState().code.problem, 'Codes cannot be changed now.')
  })

  it('removes one by the id of its discount', async () => {
    const scene = aScene({ changes: [applied()] })
    await scene.checkout.load()
    assert.equal(await scene.checkout.removeCode('od_2'), true)
    assert.deepEqual(scene.codes, [{ discountId: 'od_2', key: 'key_1' }])
  })

  it('nobody pays while one is on its way, and an older answer does not come back', async () => {
    const scene = aScene({
      reads: [{ ...aCheckout(), order: { ...anOrder(), order_revision: 3 } }],
      changes: [applied()],
    })
    await scene.checkout.load()
    const saving = scene.checkout.applyCode('SPRING')
    await scene.pay()
    await saving
    assert.equal(scene.sent.length, 0)
    assert.equal(scene.checkout.getState().checkout?.order.order_revision, 3)
  })
})

describe('an order that a code made free', () => {
  const free = { ...aCheckout(), order: aFreeOrder() }

  it('stays open, and is completed without anything to pay with', async () => {
    const scene = aScene({ reads: [free], pays: [{ order: aFreeOrder() }] })
    await scene.checkout.load()
    assert.equal(scene.shown(), 'open')
    await scene.checkout.pay(() => assert.fail('nothing is asked for'), null)
    assert.equal(scene.shown(), 'paid')
    assert.deepEqual(
      scene.sent.map(({ request }) => request),
      [{ action: 'pay', expected_outstanding_money: usd(0) }],
    )
    assert.equal(scene.tokens(), 0)
  })

  it('is complete once the session says so', async () => {
    const scene = aScene({ reads: [{ ...free, status: 'paid' }] })
    await scene.checkout.load()
    assert.equal(scene.shown(), 'already-paid')
  })
})

describe('saved cards', () => {
  const withCustomer = { ...aCheckout(), order: { ...anOrder(), customer_id: 'cus_1' } }

  it('are asked for where the order has a customer, and a failure is no obstacle', async () => {
    const stranger = aScene({ savedCards: [aSavedCard()] })
    await stranger.checkout.load()
    assert.deepEqual([stranger.cardLists(), stranger.checkout.getState().savedCards], [0, []])
    const failing = aScene({ reads: [withCustomer], savedCards: new NoAnswer() })
    await failing.checkout.load()
    assert.deepEqual([failing.shown(), failing.checkout.getState().savedCards], ['open', []])
  })

  it('pays with one, without a token', async () => {
    const scene = aScene({ reads: [withCustomer], savedCards: [aSavedCard()], pays: [paidAnswer] })
    await scene.checkout.load()
    await scene.payWith({ savedCard: aSavedCard() })
    assert.deepEqual(scene.sent[0]?.request, {
      action: 'pay',
      payment_source: { payment_method_id: 'pm_1' },
      expected_outstanding_money: usd(6720),
      buyer_contact: { email: 'ada@example.com' },
    })
    assert.equal(scene.tokens(), 0)
    assert.deepEqual(scene.checkout.getState().paidHere?.card, { brand: 'visa', last4: '4242' })
  })

  it('one that can no longer be used is no longer offered', async () => {
    const scene = aScene({
      reads: [withCustomer],
      savedCards: [aSavedCard(), aSavedCard('pm_2')],
      pays: [refusal('PAYMENT_METHOD_NOT_ACTIVE')],
    })
    await scene.checkout.load()
    await scene.payWith({ savedCard: aSavedCard() })
    const { savedCards, notice } = scene.checkout.getState()
    assert.deepEqual(savedCards, [aSavedCard('pm_2')])
    assert.equal(notice?.title, 'This saved card can no longer be used')
  })

  it('keeps a new one only when the buyer said so', async () => {
    const scene = aScene({ reads: [withCustomer], pays: [declinedAnswer, paidAnswer] })
    await scene.checkout.load()
    await scene.payWith({ details: { card }, isToBeSaved: false })
    await scene.payWith({ details: { card }, isToBeSaved: true })
    assert.deepEqual(
      scene.sent.map(({ request }) => 'save_payment_method' in request),
      [false, true],
    )
  })
})

describe('tax that needs a place', () => {
  const order: Order = { ...anOrder(), tax: { status: 'requires_location' } }
  const taxed: Order = { ...order, tax: { status: 'calculated' } }
  const place = { country: 'US', postalCode: '10001' }

  it('is asked for, and calculated', async () => {
    const scene = aScene({ reads: [{ ...aCheckout(), order }], changes: [taxed] })
    await scene.checkout.load()
    assert.equal(scene.checkout.getState().taxPlace.isAsked, true)
    await scene.checkout.setTaxPlace(place)
    assert.deepEqual(scene.places, [place])
    assert.equal(scene.checkout.getState().checkout?.order.tax?.status, 'calculated')
    assert.equal(scene.memory.isTaxPlaceAsked, true)
  })

  it('sends the last of several places, and not one payment meanwhile', async () => {
    const scene = aScene({ reads: [{ ...aCheckout(), order }], changes: [taxed, taxed] })
    await scene.checkout.load()
    const last = { country: 'US', postalCode: '94110' }
    const saving = [place, { ...place, postalCode: '90001' }, last].map(scene.checkout.setTaxPlace)
    await scene.pay()
    await Promise.all(saving)
    assert.deepEqual(scene.places, [place, last])
    assert.equal(scene.sent.length, 0)
  })

  it('says at which field a refusal is', async () => {
    const changes = [
      refusal('ORDER_TAX_UNSUPPORTED_COUNTRY', 400),
      refusal('ORDER_TAX_LOCATION_INVALID', 400),
    ]
    const scene = aScene({ reads: [{ ...aCheckout(), order }], changes })
    await scene.checkout.load()
    const fields: (string | undefined)[] = []
    for (const _ of [1, 2]) {
      await scene.checkout.setTaxPlace(place)
      fields.push(scene.checkout.getState().taxPlace.problem?.field)
    }
    assert.deepEqual(fields, ['country', 'postalCode'])
  })

  it('found missing by the server when paying, is asked for', async () => {
    const scene = aScene({
      reads: [aCheckout(), { ...aCheckout(), order }],
      pays: [refusal('ORDER_TAX_NOT_READY')],
    })
    await scene.checkout.load()
    await scene.pay()
    assert.equal(scene.checkout.getState().notice?.title, 'The tax has to be calculated first')
  })
})

describe('loading', () => {
  it('tells a wrong link from a connection that failed', async () => {
    const wrong = aScene({ reads: [refusal('INVALID_CHECKOUT_SESSION', 401)] })
    await wrong.checkout.load()
    assert.equal(wrong.shown(), 'missing')
    const broken = aScene({ reads: [new NoAnswer()] })
    await broken.checkout.load()
    assert.equal(broken.shown(), 'unreachable')
  })

  it('ends by the clock and then asks the server', async () => {
    const scene = aScene({ reads: [aCheckout(), { ...aCheckout(), status: 'expired' }] })
    await scene.checkout.load()
    const ending = scene.checkout.expire()
    assert.equal(scene.shown(), 'expired')
    await ending
    assert.equal(scene.checkout.getState().checkout?.status, 'expired')
  })
})
