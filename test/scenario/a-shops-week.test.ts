import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { expectBooksInBalance } from '../support/books.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { startTestServer } from '../support/server.ts'
import { type Basket, type Voucher, piecesOf, vouchers } from './shop-bill.ts'
import { expectLedgerAsWritten, letPass, takingsOfAll } from './shop-books.ts'
import { done, made, read, readAll, refused } from './shop-calls.ts'
import { expectCardsApart } from './shop-cards.ts'
import { someBasket, stockTheShelves } from './shop-shelves.ts'
import { type Sale, expectAsWritten, openTill, paidOf, refundedOf } from './shop-till.ts'

/**
 * A week of a coffee shop, told by the shop's own code over HTTP: what it sells, to whom, and all that can happen to the
 * money. The shop keeps a diary with arithmetic of its own (shop-bill.ts); after every step the order must say what
 * the diary says, and at the end so must the ledger, to the cent. What people have in their baskets is chance: the
 * seed of a failed run is printed, and TEST_SEED sets it.
 */

const flint = await startTestServer({
  FLINT_TAX_RATES_FILE: fileURLToPath(new URL('shop-tax-rates.csv', import.meta.url)),
})
flint.startWorker()
const mailbox = await aConsumer()
await made(flint, '/v1/webhook-endpoints', { url: mailbox.url })

const random = seededRandom(Number(process.env.TEST_SEED) || 51)
const hourMs = 3_600_000
const pass = (milliseconds: number) => letPass(flint, milliseconds)
/** Closing time: until the same time on the next day. */
const nightFalls = () => pass(24 * hourMs)
const aMomentLater = () => pass(15_000)

const till = openTill(flint)
const shop = await stockTheShelves(flint)
const aCustomer = async (name: string): Promise<string> => {
  const { customer_id } = await made(flint, '/v1/customers', { email: `${name}@home.example`, name })
  const path = `/v1/customers/${customer_id}/addresses`
  const { customer_address_id } = await made(flint, path, {
    recipient_name: name,
    address: { line1: `${name.length} Pier`, city: 'New York', postal_code: '10001', country: 'US' },
  })
  await done(flint, `${path}/${customer_address_id}/set-default`, { default_for: 'shipping' })
  return customer_id
}
const [ada, ben, cho] = [await aCustomer('ada'), await aCustomer('ben'), await aCustomer('cho')]

const basket = (special: Partial<Basket> = {}) => someBasket(shop, random, special)
/** A few things that come to less than what large orders get a discount for, and at least to a mug. */
const aSmallBasket = (special: Partial<Basket> = {}) =>
  basket({ articles: [shop.mug(1), shop.latte(1 + random.below(3), random.below(4))], ...special })
const noFrills = { fees: [], place: null, tip: null }

const answerBank = async (attempt: any, outcome: 'completed' | 'failed') => {
  const { url } = attempt.pending_actions[0].client_action.redirect
  await fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' })
}
const cardsOf = (customerId: string) => readAll(flint, `/v1/payment-methods?customer_id=${customerId}`)
const refundStatus = async ({ refundId }: Sale['refunds'][number]) =>
  (await read(flint, `/v1/refunds/${refundId}`)).status as string

/** What one day leaves for another. */
const later: Record<string, Sale> = {}
const holds: Record<string, Awaited<ReturnType<typeof till.hold>>> = {}

describe(`a shop's week (seed ${random.seed})`, { concurrency: false }, () => {
  it('Monday: eight buyers pay by card, or have their money held', async () => {
    for (const card of ['tok_visa', 'tok_mastercard', 'tok_amex', 'tok_discover'])
      await till.paid(await till.ringUp(basket()), card)
    await till.paid(await till.ringUp(basket(), { customerId: ada, code: 'WELCOME' }), 'tok_visa_debit')

    const poor = await till.ringUp(basket())
    await till.declined(poor, 'tok_chargeDeclinedInsufficientFunds', 'insufficient_funds')
    await till.paid(poor, 'tok_jcb')

    for (const name of ['party', 'forgotten']) {
      later[name] = await till.ringUp(aSmallBasket({ ...noFrills, place: 'newYork' }))
      holds[name] = await till.hold(later[name])
    }
    await nightFalls()
  })

  it('Tuesday: seven buyers come to the payment page', async () => {
    // The party had less than was held.
    await till.capture(later['party']!, holds['party']!, 1234)

    const generous = await till.ringUp(basket({ tip: null }))
    const page = await till.openCheckout(generous, {
      tip: { enabled: true, tip_percent_options: [10, 15, 20] },
    })
    await page.tip({ percent: 20 })
    assert.equal((await page.pay('4242424242424242')).status, 'succeeded')
    assert.equal(await page.statusNow(), 'paid')

    const known = await till.openCheckout(await till.ringUp(basket(), { customerId: ben }))
    await known.tryCode('WELCOME')
    await known.pay('5555555555554444')

    const asked = await till.ringUp(basket({ articles: [shop.mug(2), shop.shirt(1)] }))
    const codes = await till.openCheckout(asked)
    const unknown = { discount: { promotion: { promotion_code: 'NOSUCHCODE' } } }
    refused(
      await codes.buyer.call('POST', `${till.path(asked)}/discounts`, { body: unknown }),
      404,
      'PROMOTION_NOT_FOUND',
    )
    await codes.tryCode('MUGS')
    const { status, attempt } = await codes.pay('4000000000003220')
    assert.equal(status, 'requires_action')
    await answerBank(attempt, 'completed')
    assert.equal(await till.resume(asked, attempt), 'succeeded')

    const nervous = await till.ringUp(basket())
    const bank = (await till.pay(nervous, 'tok_threeDSecureRequired')).attempt
    await answerBank(bank, 'failed')
    assert.equal(await till.resume(nervous, bank), 'failed')
    await till.paid(nervous, 'tok_diners')

    later['left'] = await till.ringUp(basket())
    const left = await till.openCheckout(later['left'], { expiration: { expires_in_seconds: 1800 } })
    // They take one of the five codes with them, and give it back when the order is closed.
    const undecided = await till.ringUp(aSmallBasket(noFrills), { code: 'FIVEOFF' })
    await till.close(undecided)

    const changedMind = await till.ringUp(aSmallBasket(noFrills))
    await till.letGo(changedMind, await till.hold(changedMind))
    await till.close(changedMind)

    await nightFalls()
    assert.equal(await left.statusNow(), 'expired')
  })

  it('Wednesday: of nine buyers seven want one of five codes at once', async () => {
    await till.close(later['left']!)
    const rush: Sale[] = []
    while (rush.length < 7) rush.push(await till.ringUp(aSmallBasket()))
    const withCode = await Promise.all(
      rush.map(async (sale) => {
        const body = { discount: { promotion: { promotion_code: 'FIVEOFF' } } }
        const answer = await flint.call('POST', `${till.path(sale)}/discounts`, { body })
        if (answer.status === 200) till.voucherCounts(sale, ['FIVEOFF'], answer)
        else assert.equal(refused(answer, 409, 'PROMOTION_DECLINED').reason, 'exhausted')
        return answer.status === 200
      }),
    )
    assert.equal(withCode.filter(Boolean).length, vouchers.FIVEOFF.maxUses)
    await Promise.all(rush.map((sale) => till.paid(sale)))
    // Too late for this one; and nobody is welcomed twice.
    await till.paid(await till.ringUp(aSmallBasket(), { code: 'FIVEOFF', isCodeGone: true }))
    await till.paid(await till.ringUp(basket(), { customerId: ada, code: 'WELCOME', isCodeGone: true }))
    await nightFalls()
  })

  it('Thursday: seven buyers split the bill, keep their cards, or pay from a bank account', async () => {
    const split = await till.ringUp(basket({ tip: { percent: 15 } }))
    later['split'] = split
    const half = Math.floor(split.bill.total / 2)
    const [first, second] = [await till.leg(split, half), await till.leg(split, split.bill.total - half)]
    assert.equal((await till.payLegs(split, [[first, 'tok_visa']])).status, 'succeeded')
    const again = await till.payLegs(split, [[second, 'tok_chargeDeclined']])
    assert.deepEqual([again.status, again.attempt.failure_code], ['failed', 'card_declined'])
    assert.equal((await till.payLegs(split, [[second, 'tok_mastercard']])).status, 'succeeded')

    const friends = await till.ringUp(basket())
    const third = Math.floor(friends.bill.total / 3)
    const legs = [await till.leg(friends, third), await till.leg(friends, friends.bill.total - third)]
    await till.payLegs(friends, [
      [legs[0]!, 'tok_amex'],
      [legs[1]!, 'tok_unionpay'],
    ])

    const keep = { save_payment_method: true, save_payment_method_usage: 'off_session' }
    await till.paid(await till.ringUp(basket(), { customerId: ada }), 'tok_visa', keep)
    const page = await till.openCheckout(await till.ringUp(basket(), { customerId: ben }))
    await page.pay('5555555555554444', { save_payment_method: true })
    await made(flint, '/v1/payment-methods', { customer_id: cho, token: 'tok_amex' })
    const [card] = await cardsOf(cho)
    const choOrders = await till.ringUp(basket(), { customerId: cho })
    await till.paid(choOrders, { payment_method_id: card.payment_method_id })

    later['slow'] = await till.ringUp(basket())
    assert.equal((await till.pay(later['slow'], 'tok_us_bank_account_processing')).status, 'processing')
    const broke = await till.ringUp(basket())
    assert.equal((await till.pay(broke, 'tok_us_bank_account_insufficient_funds')).status, 'processing')
    await aMomentLater()
    assert.equal((await till.lookUp(broke)).payment_status, 'unpaid')
    await till.paid(broke, 'tok_discover')
    await nightFalls()
    assert.equal((await till.lookUp(later['slow'])).payment_status, 'unpaid')
  })

  it('Friday: eight buyers with taxes of their own, fees, bundles and apologies', async () => {
    const own = (percent: number, isInside = false) => ({
      ...shop.engraving(3),
      ownTax: { percent, isInside },
    })
    const byHand = { ...noFrills, flatTax: 28 }
    await till.paid(await till.ringUp(basket({ ...byHand, articles: [own(8.875), own(4.2), shop.mug(1)] })))
    await till.paid(await till.ringUp(basket({ ...noFrills, articles: [own(7.7, true), own(2.5, true)] })))
    await till.paid(await till.ringUp(aSmallBasket({ apology: 333, place: 'newYork' })))
    const delivery = [{ type: 'delivery_fee' as const, amount: 650 }, { percent: 2.5 }]
    await till.paid(await till.ringUp(basket({ fees: delivery }), { code: 'SHIPFREE' }))
    await till.paid(await till.ringUp(basket({ fees: [] }), { code: 'SHIPFREE' }))
    await till.paid(
      await till.ringUp(basket({ articles: [shop.breakfast(3), shop.shirt(2)], place: 'newYork' })),
    )
    await till.paid(await till.ringUp(basket({ articles: [shop.shirt(1)] }), { code: 'MUGS' }))
    // A standing order: nobody is there to type a card.
    const [card] = await cardsOf(ada)
    await till.paid(await till.ringUp(basket(), { customerId: ada }), {
      payment_method_id: card.payment_method_id,
    })
    await nightFalls()
  })

  it('Saturday: seven buyers want something back, or something more', async () => {
    const sold = async (special: Partial<Basket>, token?: string) =>
      till.paid(await till.ringUp(basket(special)), token)

    const late = await sold({})
    await till.refund(late, 200, {
      amount_money: { amount: 200, currency: 'USD' },
      reason: 'requested_by_customer',
    })

    const shirts = await sold({ articles: [shop.shirt(3), shop.mug(2)], place: 'newYork' })
    const [shirtLine] = (await read(flint, till.path(shirts))).line_items
    const oneShirt = piecesOf(shirts.bill.lines[0]!, 1, 3)
    const { order_line_item_id } = shirtLine
    await till.refund(shirts, oneShirt, { line_items: [{ order_line_item_id, quantity: 1 }] })
    const otherShirts = shirts.bill.lines[0]!.total - oneShirt
    await till.refund(shirts, otherShirts, { line_items: [{ order_line_item_id }] })

    const undelivered = await sold({ fees: [{ type: 'delivery_fee', amount: 499 }], place: 'newYork' })
    const [charge] = (await read(flint, till.path(undelivered))).charges
    const { order_charge_id } = charge
    await till.refund(undelivered, undelivered.bill.fees[0]!.total, { charges: [{ order_charge_id }] })

    const rude = await sold({ tip: { amount: 400 } })
    const goods = rude.bill.total - 400
    await till.refund(rude, goods, { amount_money: { amount: goods, currency: 'USD' } })
    await till.refund(rude, 400, {}, 400)

    // All of it, from both halves.
    const { split } = later
    await till.refund(split!, split!.bill.total, {}, split!.bill.tip)

    const bounced = await sold({})
    const bounce = await till.refund(bounced, 150, {
      amount_money: { amount: 150, currency: 'USD' },
      metadata: { simulate_refund: 'bounced' },
    })
    const gone = await sold({}, 'tok_refundFail')
    const failing = await till.refund(gone, 250, { amount_money: { amount: 250, currency: 'USD' } })
    await aMomentLater()
    assert.equal(await refundStatus(bounce), 'succeeded')
    await aMomentLater()
    for (const refund of [bounce, failing]) {
      assert.equal(await refundStatus(refund), 'failed')
      refund.hasFailed = true
    }
    await till.check(bounced)
    await till.check(gone)

    const hungry = await till.paid(await till.ringUp(aSmallBasket({ fees: [], tip: null, place: 'newYork' })))
    assert.equal((await till.add(hungry, shop.beans(1))).payment_status, 'partially_paid')
    await till.paid(hungry, 'tok_mastercard')
    await nightFalls()
  })

  it('Sunday: eight buyers, and three of them ask their banks', async () => {
    const disputed = async (token: string) => {
      const sale = await till.paid(await till.ringUp(basket()), token)
      await aMomentLater()
      const [dispute] = await readAll(flint, `/v1/disputes?payment_intent_id=${sale.payments[0]!.intentId}`)
      return { sale, path: `/v1/disputes/${dispute.dispute_id}`, dispute }
    }
    const answered = async (path: string, uncategorized_text: string) => {
      await done(flint, `${path}/evidence`, { uncategorized_text })
      await aMomentLater()
      return (await read(flint, path)).status as string
    }
    const lost = await disputed('tok_createDispute')
    assert.equal(lost.dispute.amount_money.amount, lost.sale.bill.total)
    const rest = { order_id: lost.sale.orderId }
    refused(await flint.call('POST', '/v1/refunds', { body: rest }), 409, 'PAYMENT_INTENT_DISPUTED')
    assert.equal(await answered(lost.path, 'losing_evidence'), 'lost')
    lost.sale.lost = lost.sale.bill.total

    const won = await disputed('tok_createDisputeProductNotReceived')
    assert.equal(await answered(won.path, 'The parcel was signed for: winning_evidence'), 'won')
    await till.refund(won.sale, 100, { amount_money: { amount: 100, currency: 'USD' } })

    const inquiry = await disputed('tok_createDisputeInquiry')
    assert.equal(await answered(inquiry.path, 'winning_evidence'), 'warning_closed')
    for (const { sale } of [lost, won, inquiry]) await till.check(sale)

    for (const card of ['tok_visa', 'tok_mastercard_debit', 'tok_unionpay'])
      await till.paid(await till.ringUp(basket()), card)
    const tidy = await till.paid(await till.ringUp(basket()))
    await done(flint, `${till.path(tidy)}/send-receipt`, { email: 'tidy@home.example' })
    await aMomentLater()
    const [receipt] = await readAll(flint, '/v1/developer/emails')
    assert.deepEqual([receipt.to, receipt.status], ['tidy@home.example', 'sent'])
    const walkedOut = await till.ringUp(basket())
    await till.close(walkedOut)
    assert.equal((await till.lookUp(later['slow']!)).payment_status, 'paid')
    await nightFalls()
  })

  it('the Monday after: what was forgotten has lapsed, and what was on its way has arrived', async () => {
    const { payment_status, payment_intents } = await till.lookUp(later['forgotten']!)
    assert.deepEqual([payment_status, payment_intents[0].status], ['unpaid', 'expired'])
    await till.close(later['forgotten']!)
    for (const refund of till.sales.flatMap((sale) => sale.refunds))
      assert.equal(await refundStatus(refund), refund.hasFailed ? 'failed' : 'succeeded')
    await aMomentLater()
    const buyers = till.sales.map(({ customerId, orderId }) => customerId ?? orderId)
    assert.equal(new Set(buyers).size, 50)
  })
})

describe('at the end of the week', { concurrency: false }, () => {
  it('every order says what the diary and the ledger say', async () => {
    const orders = await readAll(flint, '/v1/orders')
    assert.deepEqual(
      orders.map(({ order_id }) => order_id).toReversed(),
      till.sales.map(({ orderId }) => orderId),
    )
    const byId = new Map(orders.map((order) => [order.order_id, order]))
    for (const sale of till.sales) expectAsWritten(byId.get(sale.orderId), sale)
    await expectLedgerAsWritten(flint, till.sales)
    const { orders: kept, paid, refunded } = await expectBooksInBalance(flint.services.db)
    const takings = takingsOfAll(till.sales)
    assert.deepEqual([kept, paid, refunded], [till.sales.length, takings.paid, takings.refunded])
  })

  it('the totals of the week are the same in the diary and in every list', async () => {
    const total = (rows: readonly any[], amountOf: (row: any) => number) =>
      rows.reduce((all, row) => all + amountOf(row), 0)
    const isSold = (sale: Sale) => paidOf(sale) > 0
    const sold = till.sales.filter(isSold)
    const orders = (await readAll(flint, '/v1/orders')).filter(
      ({ payment_status }) => payment_status !== 'unpaid',
    )
    const priced = (name: string) => total(orders, (order) => order.pricing_amounts[name].amount)
    assert.deepEqual(
      [
        'subtotal_money',
        'discount_money',
        'charge_money',
        'tax_money',
        'requested_tip_money',
        'total_money',
      ].map(priced),
      (['sales', 'discount', 'charges', 'tax', 'tip', 'total'] as const).map((part) =>
        total(sold, ({ bill }) => bill[part]),
      ),
    )
    const takings = takingsOfAll(till.sales)
    const intents = await readAll(flint, '/v1/payment-intents')
    const refunds = await readAll(flint, '/v1/refunds')
    const disputes = await readAll(flint, '/v1/disputes')
    assert.deepEqual(
      {
        paid: total(intents, (intent) => intent.captured_money.amount),
        refunded: total(intents, (intent) => intent.refunded_money.amount),
        flintsShare: total(intents, (intent) => intent.processing_fee_money?.amount ?? 0),
        lost: total(disputes, (one) => (one.status === 'lost' ? one.amount_money.amount : 0)),
        bankFees: takings.bankFees,
      },
      takings,
    )
    assert.equal(
      total(refunds, (refund) => (refund.status === 'succeeded' ? refund.amount_money.amount : 0)),
      total(till.sales, refundedOf),
    )
    assert.deepEqual(disputes.map(({ status }) => status).toSorted(), ['lost', 'warning_closed', 'won'])
  })

  it('each voucher was used by as many orders as were paid with it', async () => {
    for (const [voucher, id] of Object.entries(shop.promotionIds) as [Voucher, string][]) {
      const used = till.sales.filter(
        (sale) => sale.counting.includes(voucher) && paidOf(sale) >= sale.bill.total,
      )
      assert.ok(used.length > 0, `nobody used ${voucher}`)
      assert.equal((await read(flint, `/v1/promotions/${id}`)).uses_count, used.length, voucher)
      for (const { uses_count } of await readAll(flint, `/v1/promotions/${id}/codes`))
        assert.equal(uses_count, used.length, voucher)
    }
  })

  it('every event has arrived once', async () => {
    const happened = (await readAll(flint, '/v1/webhook-events')).map(
      ({ webhook_event_id }) => webhook_event_id,
    )
    const arrived = mailbox.received.map(({ json }) => json.webhook_event_id)
    assert.deepEqual(arrived.toSorted(), happened.toSorted())
    assert.equal(new Set(arrived).size, arrived.length)
    for (const type of [
      'order.paid',
      'refund.failed',
      'dispute.lost',
      'dispute.won',
      'dispute.warning_closed',
    ])
      assert.ok(mailbox.of(type).length > 0, type)
    assert.equal(mailbox.of('order.created').length, till.sales.length)
  })

  it('nobody sees the card of another', () => expectCardsApart(flint, [ada, ben, cho]))

  it('nothing went wrong that only the log knows', () => assert.deepEqual(flint.logLines, []))
})
