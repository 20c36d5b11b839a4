import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expectBooksInBalance } from '../../../../test/support/books.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { environments } from '../platform/auth/environments.ts'
import { systemContext } from '../platform/context.ts'
import { aPaidOrder, aSplitOrder, readOrder, refund, usd } from '../refunds/a-paid-order.ts'
import { aDispute, close, disputeOf, sendEvidence, tokens } from './a-dispute.fixture.ts'
import { openDispute } from './open-dispute.ts'

const server = await startTestServer()

const workerContext = async () => {
  const { rows } = await server.services.db.query(
    'SELECT environment_id FROM environments WHERE sandbox_id = $1',
    [server.seeded.sandboxId],
  )
  const environment = await environments(server.services).find(rows[0].environment_id)
  return systemContext(server.services, environment!)
}

describe('refunds while a dispute opens', () => {
  it('of one payment: what goes back and what the bank takes are never more than was paid', async () => {
    const ctx = await workerContext()
    for (let round = 0; round < 6; round++) {
      const order = await aPaidOrder(server, { amount: 1000, token: tokens.fraudulent })
      const [intentId] = order.payment_intent_ids
      const asked = Array.from({ length: 16 }, (_, at) =>
        at === 2 * round
          ? openDispute(ctx, intentId).then(() => null)
          : refund(server, { order_id: order.order_id, amount_money: usd(90) }),
      )
      const answers = (await Promise.all(asked)).filter((one) => one !== null)
      for (const { status, error } of answers)
        assert.ok(
          status === 201 || ['PAYMENT_INTENT_DISPUTED', 'AMOUNT_EXCEEDS_REFUNDABLE'].includes(error.code),
          error?.code,
        )
      const refunded = answers.filter(({ status }) => status === 201).length * 90
      const dispute = await disputeOf(server, intentId)
      // Its 90 at a time leave 10 at least: there is always something to dispute.
      assert.equal(dispute.amount_money.amount, 1000 - refunded)
      const { settlement_amounts: amounts } = await readOrder(server, order.order_id)
      assert.deepEqual([amounts.paid_money, amounts.refunded_money], [usd(1000), usd(refunded)])
    }
    await expectBooksInBalance(server.services.db)
  })

  it('64 of an order with two payments, one of them disputed meanwhile', async () => {
    const ctx = await workerContext()
    const { order, intentIds } = await aSplitOrder(server, [
      { amount: 3000, token: 'tok_visa' },
      { amount: 3000, token: tokens.fraudulent },
    ])
    const asked = Array.from({ length: 64 }, (_, at) =>
      at === 20
        ? openDispute(ctx, intentIds[1]!).then(() => null)
        : refund(server, { order_id: order.order_id, amount_money: usd(110) }),
    )
    const answers = (await Promise.all(asked)).filter((one) => one !== null)
    const refunded = answers.filter(({ status }) => status === 201).length * 110
    const dispute = await disputeOf(server, intentIds[1]!)
    const taken = dispute.status === 'prevented' ? 0 : dispute.amount_money.amount
    assert.ok(refunded + taken <= 6000)
    await expectBooksInBalance(server.services.db)
  })
})

describe('one dispute, many hands', () => {
  it('opens once, is answered once, ends once', async () => {
    const ctx = await workerContext()
    const order = await aPaidOrder(server, { amount: 1000, token: tokens.fraudulent })
    const [intentId] = order.payment_intent_ids
    await Promise.all(Array.from({ length: 8 }, () => openDispute(ctx, intentId)))
    const { dispute_id: id } = await disputeOf(server, intentId)
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, () => sendEvidence(server, id, 'winning_evidence')),
      ...Array.from({ length: 6 }, () => close(server, id)),
    ])
    const taken = answers.filter(({ status }) => status === 200)
    assert.ok(taken.length >= 1 && taken.length <= 2)
    assert.ok(
      answers.every(({ status, error }) => status === 200 || error.code === 'INVALID_DISPUTE_REQUEST'),
    )
    await expectBooksInBalance(server.services.db)
  })

  it('closing and deciding at once', async () => {
    const { id } = await aDispute(server)
    const [first, second] = await Promise.all([close(server, id), close(server, id)])
    assert.deepEqual([first.status, second.status].toSorted(), [200, 409])
    await expectBooksInBalance(server.services.db)
  })
})
