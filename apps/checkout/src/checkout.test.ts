import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NoAnswer } from './api-request.ts'
import { NotCollected } from './not-collected.ts'
import type { PayAnswer, PaymentAttempt } from './api-shapes.ts'
import { aCheckout, anOrder, aPaidOrder, usd } from './order-example.ts'
import {
  bankAccount,
  refusal,
  anAttempt,
  paidAnswer,
  declinedAnswer,
  aScene,
  challenged,
} from './checkout.fixture.ts'

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

describe("the processor's form", () => {
  const collected = { confirmationToken: 'ctoken_1', card: { brand: 'visa', last4: '4242' } }

  it('is paid with by the name that it gave, and keeps the card when asked to', async () => {
    const scene = aScene({ pays: [paidAnswer] })
    await scene.checkout.load()
    await scene.payWith({ collect: () => Promise.resolve(collected), isToBeSaved: true })
    assert.equal(scene.shown(), 'paid')
    assert.equal(scene.tokens(), 0)
    assert.deepEqual(scene.sent[0]!.request, {
      action: 'pay',
      payment_source: { confirmation_token: 'ctoken_1' },
      save_payment_method: true,
      expected_outstanding_money: usd(6720),
      buyer_contact: { email: 'ada@example.com' },
    })
    assert.equal(scene.checkout.getState().paidHere?.card?.last4, '4242')
  })

  it('that shows itself what is missing leaves the page as it was', async () => {
    const scene = aScene({})
    await scene.checkout.load()
    await scene.payWith({ collect: () => Promise.reject(new NotCollected(null)), isToBeSaved: false })
    const { activity, notice } = scene.checkout.getState()
    assert.deepEqual([activity.kind, notice, scene.sent.length], ['idle', null, 0])
  })

  it('that fails says so, and nothing is sent', async () => {
    const scene = aScene({})
    await scene.checkout.load()
    await scene.payWith({ collect: () => Promise.reject(new NotCollected('Try later.')), isToBeSaved: false })
    const { activity, notice } = scene.checkout.getState()
    assert.deepEqual([activity.kind, scene.sent.length], ['idle', 0])
    assert.match(notice!.text, /not been charged. Try later\./)
  })

  it('is asked for a new name after a decline', async () => {
    const scene = aScene({ pays: [declinedAnswer, paidAnswer] })
    await scene.checkout.load()
    let tokens = 0
    const collect = () => Promise.resolve({ ...collected, confirmationToken: `ctoken_${(tokens += 1)}` })
    await scene.payWith({ collect, isToBeSaved: false })
    await scene.payWith({ collect, isToBeSaved: false })
    assert.deepEqual(
      scene.sent.map(({ request }) => 'payment_source' in request && request.payment_source),
      [{ confirmation_token: 'ctoken_1' }, { confirmation_token: 'ctoken_2' }],
    )
    assert.equal(scene.shown(), 'paid')
  })

  it("the bank's question is read when it is asked, and is nothing when it is over", async () => {
    const action = { pending_action_id: 'pa_1', stripe: null }
    assert.deepEqual(await aScene({ browserAction: action }).checkout.readBrowserAction(), action)
    const over = aScene({ browserAction: refusal('PAYMENT_ATTEMPT_NOT_RESUMABLE') })
    assert.equal(await over.checkout.readBrowserAction(), null)
    const lost = aScene({ browserAction: new NoAnswer() })
    await assert.rejects(lost.checkout.readBrowserAction(), NoAnswer)
  })
})
