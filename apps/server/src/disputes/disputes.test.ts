import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expectBooksInBalance } from '../../../../test/support/books.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import {
  aPaidIntent,
  aPaidOrder,
  aSplitOrder,
  afterMs,
  eventsOf,
  expectBooksToAgree,
  readOrder,
  refund,
  refunded,
  usd,
} from '../refunds/a-paid-order.ts'
import {
  aDispute,
  balancesOf,
  close,
  decided,
  disputeOf,
  disputesOpen,
  readDispute,
  readIntent,
  sendEvidence,
  tokens,
} from './a-dispute.fixture.ts'
import { evidenceMs, opensAfterMs } from './opening.ts'

const server = await startTestServer()
const typesOf = async (id: string) => (await eventsOf(server, id)).map((event) => event.event_type)
const statusOf = async (id: string) => (await readDispute(server, id)).status

describe('a dispute opens', () => {
  it('a second after the capture, not before: money and fee leave the balance, the order stays paid', async () => {
    const order = await aPaidOrder(server, { amount: 5000, token: tokens.fraudulent })
    const [intentId] = order.payment_intent_ids
    assert.equal((await readIntent(server, intentId)).dispute_status, 'none')
    const before = await balancesOf(server, intentId)
    const { rows } = await server.services.db.query(
      `SELECT due_at FROM timers WHERE kind = 'open_dispute' AND subject_id = $1`,
      [intentId],
    )
    const { captured_at: capturedAt } = await readIntent(server, intentId)
    assert.equal(Date.parse(rows[0].due_at) - Date.parse(capturedAt), opensAfterMs)
    await disputesOpen(server)

    const dispute = await disputeOf(server, intentId)
    const openedAt = dispute.created_at
    assert.deepEqual(dispute, {
      dispute_id: dispute.dispute_id,
      merchant_id: server.seeded.merchantId,
      amount_money: usd(5000),
      status: 'needs_response',
      status_changed_at: openedAt,
      reason: 'fraudulent',
      case_type: 'chargeback',
      payment_intent_id: intentId,
      order_id: order.order_id,
      customer_id: null,
      fraud_warning_id: null,
      payment_option: 'card',
      action_required: true,
      evidence_due_at: new Date(Date.parse(openedAt) + evidenceMs).toISOString(),
      evidence_deadline_passed: false,
      evidence_response_allowed: true,
      evidence_submission_count: 0,
      evidence_submission_past_due: false,
      has_evidence: false,
      response_unavailable_reason: null,
      metadata: {},
      version: 1,
      created_at: openedAt,
      updated_at: openedAt,
    })
    assert.match(dispute.dispute_id, /^du_/)
    const intent = await readIntent(server, intentId)
    assert.deepEqual(
      [intent.dispute_status, intent.settlement_status, intent.refund_status, intent.status],
      ['needs_response', 'disputed', 'none', 'succeeded'],
    )
    assert.deepEqual(await balancesOf(server, intentId), {
      processor_clearing: before['processor_clearing'] - 5000,
      merchant_balance: before['merchant_balance'] + 6500,
      processing_fees: before['processing_fees'],
      dispute_fees: -1500,
    })
    // Nothing of the order changes, not even its revision. Source: contract, flint-commerce 12.
    assert.deepEqual(await readOrder(server, order.order_id), { ...order, updated_at: order.updated_at })
    const events = await eventsOf(server, dispute.dispute_id)
    assert.deepEqual(
      events.map((event) => event.event_type),
      ['dispute.created', 'dispute.needs_response'],
    )
    assert.deepEqual(events[0]?.data, dispute)
    // The timer may fire again: there is one dispute.
    await afterMs(server, opensAfterMs)
    await disputeOf(server, intentId)
    await expectBooksInBalance(server.services.db)
  })

  for (const [token, reason, caseType, status] of [
    [tokens.fraudulent, 'fraudulent', 'chargeback', 'needs_response'],
    [tokens.notReceived, 'product_not_received', 'chargeback', 'needs_response'],
    [tokens.inquiry, 'general', 'inquiry', 'warning_needs_response'],
  ] as const)
    it(`${token}: ${caseType}, ${reason}, ${status}`, async () => {
      const { dispute } = await aDispute(server, { token })
      assert.deepEqual([dispute.reason, dispute.case_type, dispute.status], [reason, caseType, status])
    })

  it('about what was not refunded yet', async () => {
    const order = await aPaidOrder(server, { amount: 5000, token: tokens.fraudulent })
    await refunded(server, { order_id: order.order_id, amount_money: usd(1200) })
    await disputesOpen(server)
    const dispute = await disputeOf(server, order.payment_intent_ids[0])
    assert.deepEqual(dispute.amount_money, usd(3800))
    await expectBooksInBalance(server.services.db)
  })

  it('prevented where all was refunded: nothing moves', async () => {
    const order = await aPaidOrder(server, { amount: 5000, token: tokens.fraudulent })
    await refunded(server, { order_id: order.order_id })
    await disputesOpen(server)
    const [intentId] = order.payment_intent_ids
    const dispute = await disputeOf(server, intentId)
    assert.deepEqual(
      [dispute.status, dispute.case_type, dispute.amount_money, dispute.evidence_due_at],
      ['prevented', 'resolution', usd(5000), null],
    )
    assert.deepEqual(await typesOf(dispute.dispute_id), [
      'dispute.created',
      'dispute.prevented',
      'dispute.closed',
    ])
    const intent = await readIntent(server, intentId)
    assert.deepEqual([intent.dispute_status, intent.settlement_status], ['prevented', 'refunded'])
    assert.equal((await balancesOf(server, intentId))['dispute_fees'], undefined)
  })

  it('of a payment without an order, and of a hold once it is captured', async () => {
    const made = await server.call('POST', '/v1/payment-intents', {
      body: { amount_money: usd(900), capture_method: 'manual' },
    })
    const { payment_intent_id: id } = made.data
    await server.call('POST', `/v1/payment-intents/${id}/confirm`, {
      body: { payment_source_token: tokens.fraudulent },
    })
    await disputesOpen(server)
    assert.deepEqual((await server.call('GET', `/v1/disputes?payment_intent_id=${id}`)).data, [])
    await server.call('POST', `/v1/payment-intents/${id}/capture`, { body: { amount_money: usd(700) } })
    await disputesOpen(server)
    const dispute = await disputeOf(server, id)
    assert.deepEqual([dispute.amount_money, dispute.order_id], [usd(700), null])
    assert.equal((await decided(server, dispute.dispute_id, 'winning_evidence')).status, 'won')
    await expectBooksInBalance(server.services.db)
  })

  it('as lost where a bank returns a debit: not contestable, without a fee', async () => {
    const made = await server.call('POST', '/v1/payment-intents', {
      body: { amount_money: usd(900), payment_options: ['ach_debit'] },
    })
    const { payment_intent_id: id } = made.data
    await server.call('POST', `/v1/payment-intents/${id}/confirm`, {
      body: { payment_source_token: 'tok_us_bank_account_bank_return' },
    })
    await afterMs(server, 5_000)
    await disputesOpen(server)
    const dispute = await disputeOf(server, id)
    assert.deepEqual(
      [dispute.status, dispute.case_type, dispute.reason, dispute.payment_option],
      ['lost', 'bank_return', 'bank_debit_not_authorized', 'ach_debit'],
    )
    assert.deepEqual(
      [dispute.evidence_response_allowed, dispute.response_unavailable_reason],
      [false, 'bank_return_not_contestable'],
    )
    assert.deepEqual(await typesOf(dispute.dispute_id), ['dispute.created', 'dispute.lost', 'dispute.closed'])
    assert.equal((await balancesOf(server, id))['dispute_fees'], undefined)
    await expectBooksInBalance(server.services.db)
  })

  it('is done by the worker itself, and nothing opens without such a card', async () => {
    const plain = await aPaidOrder(server, { amount: 500 })
    const order = await aPaidOrder(server, { amount: 500, token: tokens.inquiry })
    const worker = server.startWorker()
    server.clock.advance(opensAfterMs)
    let seen: any[] = []
    while (seen.length === 0)
      seen = (await server.call('GET', `/v1/disputes?order_id=${order.order_id}`)).data
    await worker.stop()
    assert.deepEqual((await server.call('GET', `/v1/disputes?order_id=${plain.order_id}`)).data, [])
  })
})

describe('a chargeback is decided', () => {
  it('won: amount and fee come back, the payment can be refunded again', async () => {
    const { id, intentId, order } = await aDispute(server)
    const { data } = await sendEvidence(server, id, 'See the attached winning_evidence.')
    assert.deepEqual(
      [data.status, data.action_required, data.evidence_response_allowed, data.has_evidence],
      ['under_review', false, false, true],
    )
    assert.equal(data.evidence_submission_count, 1)
    assert.equal((await readIntent(server, intentId)).dispute_status, 'under_review')
    await afterMs(server, 1_000)
    assert.equal(await statusOf(id), 'won')
    assert.deepEqual(await typesOf(id), [
      'dispute.created',
      'dispute.needs_response',
      'dispute.updated',
      'dispute.won',
      'dispute.closed',
    ])
    const intent = await readIntent(server, intentId)
    assert.deepEqual([intent.dispute_status, intent.settlement_status], ['won', 'none'])
    assert.deepEqual(await balancesOf(server, intentId), {
      dispute_fees: 0,
      merchant_balance: -5000 + 175,
      processing_fees: -175,
      processor_clearing: 5000,
    })
    assert.deepEqual((await refunded(server, { order_id: order.order_id })).amount_money, usd(5000))
    assert.equal((await expectBooksToAgree(server, order.order_id)).refunded, 5000)
  })

  it('lost: the money stays away, and refunds stay refused', async () => {
    const { id, intentId, order } = await aDispute(server)
    assert.equal((await decided(server, id, 'losing_evidence')).status, 'lost')
    assert.deepEqual((await typesOf(id)).slice(-2), ['dispute.lost', 'dispute.closed'])
    const intent = await readIntent(server, intentId)
    assert.deepEqual([intent.dispute_status, intent.settlement_status], ['lost', 'disputed'])
    const balances = await balancesOf(server, intentId)
    assert.deepEqual([balances['merchant_balance'], balances['dispute_fees']], [1500 + 175, -1500])
    const { status, error } = await refund(server, { order_id: order.order_id })
    assert.deepEqual([status, error.code], [409, 'PAYMENT_INTENT_DISPUTED'])
  })

  it('lost when nobody answers for 14 days, not earlier', async () => {
    const { id } = await aDispute(server)
    await afterMs(server, evidenceMs - 60 * 60 * 1000)
    assert.equal(await statusOf(id), 'needs_response')
    await afterMs(server, 60 * 60 * 1000 + 1)
    const dispute = await readDispute(server, id)
    assert.deepEqual(
      [dispute.status, dispute.evidence_deadline_passed, dispute.evidence_submission_past_due],
      ['lost', true, true],
    )
  })

  it('by no other text before the deadline, then lost', async () => {
    const { id } = await aDispute(server)
    assert.equal((await decided(server, id, 'The parcel was signed for.')).status, 'under_review')
    await afterMs(server, evidenceMs + 1)
    const dispute = await readDispute(server, id)
    assert.deepEqual([dispute.status, dispute.evidence_submission_past_due], ['lost', false])
  })

  it('by the verdict, where deadline and verdict come at once', async () => {
    const { id } = await aDispute(server)
    await sendEvidence(server, id, 'winning_evidence')
    await afterMs(server, evidenceMs + 1)
    assert.equal(await statusOf(id), 'won')
  })
})

describe('an inquiry', () => {
  it('takes no money; answered, it is closed', async () => {
    const { id, intentId, order } = await aDispute(server, { token: tokens.inquiry })
    const intent = await readIntent(server, intentId)
    assert.deepEqual([intent.dispute_status, intent.settlement_status], ['warning_needs_response', 'none'])
    const refusal = await refund(server, { payment_intent_id: intentId })
    assert.deepEqual([refusal.status, refusal.error.code], [409, 'PAYMENT_INTENT_DISPUTED'])
    assert.equal((await sendEvidence(server, id, 'winning_evidence')).data.status, 'warning_under_review')
    await afterMs(server, 1_000)
    assert.equal(await statusOf(id), 'warning_closed')
    assert.deepEqual(await typesOf(id), [
      'dispute.created',
      'dispute.needs_response',
      'dispute.updated',
      'dispute.warning_closed',
      'dispute.closed',
    ])
    assert.equal((await balancesOf(server, intentId))['dispute_fees'], undefined)
    assert.equal((await refund(server, { order_id: order.order_id })).status, 201)
  })

  it('becomes a dispute: money leaves now, and it is answered anew', async () => {
    const { id, intentId } = await aDispute(server, { token: tokens.inquiry })
    const escalated = await decided(server, id, 'escalate_inquiry_evidence')
    assert.deepEqual(
      [escalated.status, escalated.case_type, escalated.has_evidence, escalated.action_required],
      ['needs_response', 'chargeback', false, true],
    )
    assert.equal(Date.parse(escalated.evidence_due_at) - Date.parse(escalated.status_changed_at), evidenceMs)
    assert.deepEqual((await typesOf(id)).slice(-2), ['dispute.updated', 'dispute.needs_response'])
    assert.equal((await balancesOf(server, intentId))['dispute_fees'], -1500)
    assert.equal((await decided(server, id, 'winning_evidence')).status, 'won')
    await expectBooksInBalance(server.services.db)
  })

  it('is closed when nobody answers', async () => {
    const { id } = await aDispute(server, { token: tokens.inquiry })
    await afterMs(server, evidenceMs + 1)
    assert.equal(await statusOf(id), 'warning_closed')
  })
})

describe('refunds beside a dispute', () => {
  it('of the order take from the other payments; of the disputed one are refused', async () => {
    const { order, intentIds } = await aSplitOrder(server, [
      { amount: 4000, token: 'tok_visa' },
      { amount: 6000, token: tokens.fraudulent },
    ])
    await disputesOpen(server)
    const [free, disputedId] = intentIds as [string, string]
    const part = await refunded(server, { order_id: order.order_id, amount_money: usd(1000) })
    assert.deepEqual(
      part.payment_refunds.map((leg: any) => leg.payment_intent_id),
      [free],
    )
    const tooMuch = await refund(server, { order_id: order.order_id, amount_money: usd(3001) })
    assert.deepEqual(
      [tooMuch.status, tooMuch.error.code, tooMuch.error.maximum_money],
      [400, 'AMOUNT_EXCEEDS_REFUNDABLE', usd(3000)],
    )
    for (const [body, param] of [
      [{ payment_intent_id: disputedId }, 'payment_intent_id'],
      [
        {
          tender_allocations: [
            { tender_type: 'payment_intent', payment_intent_id: disputedId, amount_money: usd(1) },
          ],
        },
        'tender_allocations[0].payment_intent_id',
      ],
    ] as const) {
      const { status, error } = await refund(server, body)
      assert.deepEqual([status, error.code, error.param], [409, 'PAYMENT_INTENT_DISPUTED', param])
    }
    const rest = await refunded(server, { order_id: order.order_id })
    assert.deepEqual(rest.amount_money, usd(3000))
    const nothing = await refund(server, { order_id: order.order_id })
    assert.deepEqual(
      [nothing.status, nothing.error.code, nothing.error.param],
      [409, 'PAYMENT_INTENT_DISPUTED', 'order_id'],
    )
    const dispute = await disputeOf(server, disputedId)
    await decided(server, dispute.dispute_id, 'winning_evidence')
    assert.deepEqual((await refunded(server, { order_id: order.order_id })).amount_money, usd(6000))
    assert.equal((await expectBooksToAgree(server, order.order_id)).refunded, 10_000)
  })

  it('one that was pending when the dispute opened goes on', async () => {
    const { payment_intent_id } = await aPaidIntent(server, 100)
    assert.ok(payment_intent_id)
    const order = await aPaidOrder(server, { amount: 5000, token: tokens.fraudulent })
    const made = await refunded(server, { order_id: order.order_id, amount_money: usd(500) })
    await disputesOpen(server)
    await afterMs(server)
    const { data } = await server.call('GET', `/v1/refunds/${made.refund_id}`)
    assert.equal(data.status, 'succeeded')
    await expectBooksInBalance(server.services.db)
  })
})

describe('giving in', () => {
  it('a chargeback is lost, also under review; an inquiry is closed', async () => {
    const first = await aDispute(server)
    const answered = await close(server, first.id)
    assert.deepEqual([answered.status, answered.data.status], [200, 'lost'])
    const second = await aDispute(server)
    await sendEvidence(server, second.id, 'Wait.')
    assert.equal((await close(server, second.id)).data.status, 'lost')
    const inquiry = await aDispute(server, { token: tokens.inquiry })
    assert.equal((await close(server, inquiry.id)).data.status, 'warning_closed')
    await expectBooksInBalance(server.services.db)
  })
})
