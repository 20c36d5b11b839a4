import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiRefusal, NoAnswer } from './api-request.ts'
import type { Order } from './api-shapes.ts'
import { aCheckout, aFreeOrder, anOrder, aSavedCard, usd } from './order-example.ts'
import { card, refusal, paidAnswer, declinedAnswer, aScene } from './checkout.fixture.ts'

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
    await scene.checkout.pay(() => assert.fail('nothing is asked for'), { email: null })
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
