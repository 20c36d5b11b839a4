import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { StandInFault } from '../stripe-stand-in/faults.ts'
import { startStripeStandIn } from '../stripe-stand-in/stand-in.ts'
import { signatureOf } from '../stripe-stand-in/world.ts'
import { makeReady } from '../support/make-ready.ts'
import { type TestServer, startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'

/** Live money, with a stand-in in Stripe's place: what buyers, banks and the network do, and what the shop sees of it. */

const standIn = await startStripeStandIn()
after(standIn.close)
const { controls } = standIn
const flint: TestServer = await startTestServer(standIn.env)
await makeReady(flint)
flint.startWorker()
const newsUrl = `${flint.url}/webhooks/stripe`
controls.listen({ url: newsUrl, secret: standIn.webhookSecret })

let count = 0
const live = async (method: string, path: string, body?: unknown) => {
  const answer = await flint.call(method, path, {
    key: flint.liveKey,
    ...(body === undefined ? {} : { body }),
    ...(method === 'POST' ? { idempotencyKey: `key-${++count}` } : {}),
  })
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`)
  return answer.data
}
const aTea = async (amount = 2000) => {
  const order = await live('POST', '/v1/orders', {
    line_items: [{ name: 'Tea', quantity: 1, unit_price_money: { amount, currency: 'USD' } }],
  })
  return order.order_id as string
}
const pay = (orderId: string, card: string) =>
  live('POST', `/v1/orders/${orderId}/pay`, {
    action: 'pay',
    payment_source: { confirmation_token: controls.mintToken({ card }).id },
  })
const orderOf = (orderId: string) => live('GET', `/v1/orders/${orderId}`)
const intentOf = (paymentIntentId: string) => live('GET', `/v1/payment-intents/${paymentIntentId}`)
const legOf = ({ payment_attempt: attempt }: any): string => attempt.payment_intents[0].payment_intent_id
const atStripe = (paymentIntentId: string) =>
  controls
    .state()
    .payment_intents.filter(({ metadata }) => metadata.flint_payment_intent_id === paymentIntentId)
const isPaid = (orderId: string) =>
  waitFor(`order ${orderId} is paid`, async () => {
    const order = await orderOf(orderId)
    return order.payment_status === 'paid' ? order : null
  })
const paidOrder = async (card = 'visa') => {
  const orderId = await aTea()
  const paid = await pay(orderId, card)
  assert.equal(paid.payment_attempt.status, 'succeeded', JSON.stringify(paid.payment_attempt))
  const paymentIntentId = legOf(paid)
  return { orderId, paymentIntentId, reference: atStripe(paymentIntentId)[0]!['id'] as string }
}

describe('a live payment', () => {
  it('is paid, and both sides name each other', async () => {
    const { orderId, paymentIntentId } = await paidOrder()
    const [there, ...more] = atStripe(paymentIntentId)
    assert.equal(more.length, 0)
    assert.deepEqual([there!['amount'], there!['status']], [2000, 'succeeded'])
    assert.equal(there!['metadata'].flint_order_id, orderId)
    const intent = await intentOf(paymentIntentId)
    assert.deepEqual([intent.payment_source.card.brand, intent.payment_source.card.last4], ['visa', '4242'])
    assert.equal(intent.risk.level, 'normal')
    assert.equal((await orderOf(orderId)).payment_status, 'paid')
  })

  it('is declined, then paid with another card', async () => {
    const orderId = await aTea()
    const declined = await pay(orderId, 'visa_chargeDeclinedInsufficientFunds')
    assert.equal(declined.payment_attempt.failure_code, 'insufficient_funds')
    const paid = await pay(orderId, 'mastercard')
    assert.equal(paid.payment_attempt.status, 'succeeded')
    const taken = controls
      .state()
      .charges.filter(({ metadata, paid: isTaken }) => metadata.flint_order_id === orderId && isTaken)
    assert.equal(taken.length, 1)
  })

  it('waits for the buyer at the bank, and goes on by news alone', async () => {
    const orderId = await aTea()
    const waiting = await pay(orderId, 'authenticationRequired')
    assert.equal(waiting.payment_attempt.status, 'requires_action')
    const [there] = atStripe(legOf(waiting))
    controls.answerChallenge({ id: there!['id'], outcome: 'succeed' })
    await isPaid(orderId)
  })

  it('fails at the bank, and the order can be paid again', async () => {
    const orderId = await aTea()
    const waiting = await pay(orderId, 'authenticationRequired')
    const [there] = atStripe(legOf(waiting))
    controls.answerChallenge({ id: there!['id'], outcome: 'fail' })
    await waitFor('the attempt has failed', async () => {
      const { last_payment_error: error } = await intentOf(legOf(waiting))
      return error?.code === 'authentication_required'
    })
    assert.equal(atStripe(legOf(waiting))[0]!['status'], 'canceled')
    await pay(orderId, 'visa')
    await isPaid(orderId)
  })
})

describe('a network that loses things', () => {
  /** The package sends a call once more by itself when its connection is cut, under the same name. */
  const goWrong = (fault: StandInFault) =>
    controls.fault({ ...fault, times: fault.what.startsWith('no_answer') ? 2 : 1 })

  for (const what of ['no_answer_after', 'error_after'] as const)
    it(`${what}: the charge is unknown, not declined; news end it, and it is one charge`, async () => {
      const orderId = await aTea()
      controls.listen({ url: newsUrl, secret: standIn.webhookSecret, mode: 'hold' })
      goWrong({ on: 'POST /v1/payment_intents', what })
      const unknown = await pay(orderId, 'visa')
      assert.equal(unknown.payment_attempt.status, 'processing')
      controls.listen({ url: newsUrl, secret: standIn.webhookSecret })
      await controls.release()
      await isPaid(orderId)
      assert.equal(atStripe(legOf(unknown)).length, 1)
    })

  it('news that come twice and in the wrong order do no harm', async () => {
    const orderId = await aTea()
    controls.listen({ url: newsUrl, secret: standIn.webhookSecret, mode: 'hold' })
    const waiting = await pay(orderId, 'authenticationRequired')
    controls.answerChallenge({ id: atStripe(legOf(waiting))[0]!['id'], outcome: 'succeed' })
    const { length: first } = standIn.world.events
    controls.listen({ url: newsUrl, secret: standIn.webhookSecret, mode: 'duplicate' })
    await controls.release({ order: 'reversed' })
    await isPaid(orderId)
    for (const event of standIn.world.events.slice(first - 3)) await controls.resend({ id: event.id })
    assert.equal((await orderOf(orderId)).payment_status, 'paid')
    controls.listen({ url: newsUrl, secret: standIn.webhookSecret })
  })
})

describe('a live hold', () => {
  it('is captured in part', async () => {
    const intent = await live('POST', '/v1/payment-intents', {
      amount_money: { amount: 5000, currency: 'USD' },
      capture_method: 'manual',
    })
    const id = intent.payment_intent_id
    const held = await live('POST', `/v1/payment-intents/${id}/confirm`, {
      confirmation_token: controls.mintToken({}).id,
    })
    assert.equal(held.status, 'requires_capture')
    const captured = await live('POST', `/v1/payment-intents/${id}/capture`, {
      amount_money: { amount: 3000, currency: 'USD' },
    })
    assert.equal(captured.status, 'succeeded')
    assert.equal(atStripe(id)[0]!['amount_received'], 3000)
  })

  it('is given back', async () => {
    const { payment_intent_id: id } = await live('POST', '/v1/payment-intents', {
      amount_money: { amount: 5000, currency: 'USD' },
      capture_method: 'manual',
    })
    await live('POST', `/v1/payment-intents/${id}/confirm`, { confirmation_token: controls.mintToken({}).id })
    assert.equal((await live('POST', `/v1/payment-intents/${id}/cancel`, {})).status, 'canceled')
    assert.equal(atStripe(id)[0]!['status'], 'canceled')
  })
})

describe('a live refund', () => {
  const refundOf = async (orderId: string, amount: number) => {
    const refund = await live('POST', '/v1/refunds', {
      order_id: orderId,
      amount_money: { amount, currency: 'USD' },
    })
    return refund.refund_id as string
  }
  const hasBecome = (refundId: string, status: string) =>
    waitFor(`the refund is ${status}`, async () => {
      const refund = await live('GET', `/v1/refunds/${refundId}`)
      return refund.status === status ? refund : null
    })
  const refundsAt = (reference: string) =>
    controls.state().refunds.filter((refund) => refund['payment_intent'] === reference)

  it('succeeds, and comes back days later', async () => {
    const { orderId, reference } = await paidOrder()
    const refundId = await refundOf(orderId, 500)
    await hasBecome(refundId, 'succeeded')
    const [there, ...more] = refundsAt(reference)
    assert.deepEqual([there!['amount'], more.length], [500, 0])
    controls.endRefund({ id: there!['id'], status: 'failed' })
    const failed = await hasBecome(refundId, 'failed')
    assert.equal(failed.failure_reason, 'expired_or_canceled_card')
    assert.equal((await orderOf(orderId)).refunded_money?.amount ?? 0, 0)
  })

  it('stays pending until the bank has taken it', async () => {
    const { orderId, reference } = await paidOrder('pendingRefund')
    const refundId = await refundOf(orderId, 500)
    const there = await waitFor('Stripe has the refund', () => refundsAt(reference)[0])
    controls.endRefund({ id: there['id'], status: 'succeeded' })
    await hasBecome(refundId, 'succeeded')
  })

  const booked = (orderId: string, amount: number) =>
    waitFor(`${amount} are booked as refunded`, async () => {
      const order = await orderOf(orderId)
      return order.settlement_amounts.refunded_money.amount === amount ? order : null
    })
  const refundsOf = (orderId: string) => live('GET', `/v1/refunds?order_id=${orderId}`)

  it("made in Stripe's dashboard: it is booked once, however often it is told of", async () => {
    const { orderId, paymentIntentId, reference } = await paidOrder()
    const { id } = controls.refundThere({ paymentIntent: reference, amount: 700, reason: 'duplicate' })
    const order = await booked(orderId, 700)
    assert.equal(order.refund_status, 'partially_refunded')
    for (const event of controls.events().data.filter(({ type }) => type.startsWith('refund.')))
      await controls.resend({ id: event.id })
    const [refund, ...more] = await refundsOf(orderId)
    assert.equal(more.length, 0)
    await hasBecome(refund.refund_id, 'succeeded')
    assert.deepEqual(
      [refund.external_reference_id, refund.reason, refund.payment_intent_id],
      [id, 'duplicate', paymentIntentId],
    )
    // The rest goes back from here: both sides agree on what is left.
    await hasBecome(await refundOf(orderId, 1300), 'succeeded')
    assert.deepEqual(
      refundsAt(reference).map(({ amount }) => amount),
      [700, 1300],
    )
    assert.equal((await booked(orderId, 2000)).refund_status, 'refunded')
  })

  it("made in Stripe's dashboard, and comes back", async () => {
    const { orderId, reference } = await paidOrder()
    const { id } = controls.refundThere({ paymentIntent: reference, amount: 700 })
    await booked(orderId, 700)
    controls.endRefund({ id, status: 'failed' })
    await booked(orderId, 0)
    const [refund] = await refundsOf(orderId)
    assert.equal(refund.status, 'failed')
    assert.equal(refundsAt(reference).length, 1)
  })

  it("made in Stripe's dashboard while Stripe does not answer us: nothing is sent, it is booked later", async () => {
    const { orderId, reference } = await paidOrder()
    controls.fault({ on: 'POST /v1/refunds', what: 'error_after', times: 9 })
    const { id } = controls.refundThere({ paymentIntent: reference, amount: 700 })
    await waitFor('Stripe was asked', () =>
      flint.logLines.some((line) => line.includes('name a refund that was made there')),
    )
    controls.mend()
    const told = controls.events().data.find((event) => event.data.object['id'] === id)!
    await controls.resend({ id: told.id })
    await booked(orderId, 700)
    assert.equal((await refundsOf(orderId)).length, 1)
    assert.equal(refundsAt(reference).length, 1)
  })

  it("made in Stripe's dashboard before ours arrives there: ours fails, and theirs is booked", async () => {
    const { orderId, reference } = await paidOrder()
    const ours = await refundOf(orderId, 2000)
    const { id } = controls.refundThere({ paymentIntent: reference, amount: 2000 })
    await hasBecome(ours, 'failed')
    await waitFor('theirs is booked', async () =>
      (await refundsOf(orderId)).some((refund: any) => refund.external_reference_id === id),
    )
    assert.equal((await booked(orderId, 2000)).refund_status, 'refunded')
    assert.deepEqual(
      refundsAt(reference).map(({ amount }) => amount),
      [2000],
    )
  })
})

describe('a live dispute', () => {
  const disputeOf = (paymentIntentId: string, status: string) =>
    waitFor(`there is a dispute: ${status}`, async () => {
      const [dispute] = await live('GET', `/v1/disputes?payment_intent_id=${paymentIntentId}`)
      return dispute?.status === status ? dispute : null
    })
  const thereOf = (reference: string) =>
    controls.state().disputes.find((dispute) => dispute['payment_intent'] === reference)!

  it('opens, is answered at the bank, and is won', async () => {
    const { paymentIntentId, reference } = await paidOrder('createDispute')
    const dispute = await disputeOf(paymentIntentId, 'needs_response')
    assert.deepEqual(
      [dispute.amount_money.amount, dispute.reason, dispute.case_type],
      [2000, 'fraudulent', 'chargeback'],
    )
    const there = thereOf(reference)
    assert.equal(Date.parse(dispute.evidence_due_at), there['evidence_details'].due_by * 1000)
    const answered = await live('POST', `/v1/disputes/${dispute.dispute_id}/evidence`, {
      uncategorized_text: 'Signed for by the buyer. losing_evidence',
    })
    assert.equal(answered.status, 'under_review')
    assert.equal(
      thereOf(reference)['evidence'].uncategorized_text,
      'Signed for by the buyer. losing_evidence',
    )
    controls.decideDispute({ id: there['id'], status: 'won' })
    const won = await disputeOf(paymentIntentId, 'won')
    assert.equal(won.evidence_submission_count, 1)
    assert.equal((await intentOf(paymentIntentId)).dispute_status, 'won')
  })

  it('is given up', async () => {
    const { paymentIntentId, reference } = await paidOrder()
    controls.openDispute({ paymentIntent: reference })
    const dispute = await disputeOf(paymentIntentId, 'needs_response')
    const closed = await live('POST', `/v1/disputes/${dispute.dispute_id}/close`)
    assert.equal(closed.status, 'lost')
    assert.equal(thereOf(reference)['status'], 'lost')
  })

  it('an inquiry takes no money, and may become a dispute', async () => {
    const { paymentIntentId, reference } = await paidOrder()
    controls.openDispute({ paymentIntent: reference, kind: 'inquiry' })
    assert.equal((await disputeOf(paymentIntentId, 'warning_needs_response')).case_type, 'inquiry')
    controls.decideDispute({ id: thereOf(reference)['id'], status: 'needs_response' })
    await disputeOf(paymentIntentId, 'needs_response')
    // What we did not hear of in between is caught up with.
    controls.decideDispute({ id: thereOf(reference)['id'], status: 'lost' })
    await disputeOf(paymentIntentId, 'lost')
  })

  it('is not recorded as answered when Stripe cannot be asked', async () => {
    const { paymentIntentId, reference } = await paidOrder()
    controls.openDispute({ paymentIntent: reference })
    const { dispute_id: id } = await disputeOf(paymentIntentId, 'needs_response')
    controls.fault({ on: 'POST /v1/disputes', what: 'error_before' })
    const { status, error } = await flint.call('POST', `/v1/disputes/${id}/evidence`, {
      key: flint.liveKey,
      body: { uncategorized_text: 'Signed for.' },
    })
    assert.deepEqual([status, error.code], [503, 'SERVICE_UNAVAILABLE'])
    assert.equal((await disputeOf(paymentIntentId, 'needs_response')).evidence_submission_count, 0)
  })
})

describe('POST /webhooks/stripe', () => {
  const tell = (event: unknown, { secret = standIn.webhookSecret, at = Date.now() } = {}) => {
    const body = JSON.stringify(event)
    return flint.call('POST', '/webhooks/stripe', {
      key: null,
      body,
      headers: { 'Stripe-Signature': signatureOf(body, secret, Math.trunc(at / 1000)) },
    })
  }
  let event: any
  before(async () => {
    const { reference } = await paidOrder()
    event = standIn.world.events.find(
      ({ type, data }) => type === 'payment_intent.succeeded' && data.object.id === reference,
    )
  })
  const timersOf = async () => {
    const { rows } = await flint.services.db.query(`SELECT kind FROM timers WHERE kind LIKE '%_news'`)
    return rows.length
  }
  const settled = () => waitFor('all news are folded', async () => (await timersOf()) === 0)

  it('200: it is kept', async () => {
    const { status, data } = await tell(event)
    assert.deepEqual([status, data], [200, { received: true }])
  })

  it('400: it was signed by somebody else, too long ago, or not at all', async () => {
    const bad = await tell(event, { secret: 'whsec_another' })
    assert.deepEqual([bad.status, bad.error.code], [400, 'INVALID_REQUEST_BODY'])
    assert.equal((await tell(event, { at: Date.now() - 6 * 60_000 })).status, 400)
    const unsigned = await flint.call('POST', '/webhooks/stripe', { key: null, body: event })
    assert.equal(unsigned.status, 400)
  })

  it('400: it was changed on the way', async () => {
    const body = JSON.stringify(event)
    const { status } = await flint.call('POST', '/webhooks/stripe', {
      key: null,
      body: body.replace('payment_intent.succeeded', 'payment_intent.canceled'),
      headers: {
        'Stripe-Signature': signatureOf(body, standIn.webhookSecret, Math.trunc(Date.now() / 1000)),
      },
    })
    assert.equal(status, 400)
  })

  for (const [what, change] of [
    ['another kind', { type: 'customer.created' }],
    ['another mode', { livemode: true }],
  ] as const)
    it(`200: of ${what}: nothing is done`, async () => {
      const { status, data } = await tell({ ...event, ...change })
      assert.deepEqual([status, data], [200, { received: false }])
    })

  for (const [what, change] of [
    ['another environment', { flint_environment_id: 'menv_none' }],
    ['another payment', { flint_payment_intent_id: 'pi_none' }],
  ] as const)
    it(`200: of ${what} than it says: nothing is done`, async () => {
      await settled()
      const { object } = event.data
      const told = await tell({
        ...event,
        data: { object: { ...object, metadata: { ...object.metadata, ...change } } },
      })
      assert.equal(told.status, 200)
      assert.equal(await timersOf(), 0)
    })

  it("200: from an account that is not the platform's: nothing is done", async () => {
    await settled()
    assert.equal((await tell({ ...event, account: 'acct_stranger' })).status, 200)
    assert.equal(await timersOf(), 0)
  })

  it('200: money for a payment that counts as not paid is told to the operator', async () => {
    const { object } = event.data
    await tell({ ...event, data: { object: { ...object, id: 'pi_another' } } })
    assert.ok(flint.logLines.some((line) => line.includes('Money was taken at the processor for a payment')))
  })
})

describe('what is kept', () => {
  it("no buyer's secret and no key of Stripe, anywhere", async () => {
    const { rows: tables } = await flint.services.db.query(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    )
    for (const { table_name: table } of tables) {
      const { rows } = await flint.services.db.query(
        `SELECT 1 FROM "${table}" t WHERE to_jsonb(t)::text ~ '_secret_\\d+standin|sk_test_standin|whsec_standin' LIMIT 1`,
      )
      assert.equal(rows.length, 0, table)
    }
    assert.doesNotMatch(flint.logLines.join(''), /_secret_|sk_test_|whsec_/)
  })
})
