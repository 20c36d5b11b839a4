import assert from 'node:assert/strict'
import type { TestServer } from '../../../../test/support/server.ts'
import { aPaidOrder, afterMs } from '../refunds/a-paid-order.ts'
import { opensAfterMs } from './opening.ts'
import { decidesAfterMs } from './record-move.ts'

/** Builders and checks for tests of disputes, over the API of a test server. */

export const tokens = {
  fraudulent: 'tok_createDispute',
  notReceived: 'tok_createDisputeProductNotReceived',
  inquiry: 'tok_createDisputeInquiry',
} as const

export const readDispute = async (server: TestServer, disputeId: string, query = '') => {
  const { status, data, json } = await server.call('GET', `/v1/disputes/${disputeId}${query}`)
  assert.equal(status, 200, JSON.stringify(json))
  return data
}
export const readIntent = async (server: TestServer, paymentIntentId: string) =>
  (await server.call('GET', `/v1/payment-intents/${paymentIntentId}`)).data

/** The bank speaks up about every payment that leads to a dispute. */
export const disputesOpen = (server: TestServer) => afterMs(server, opensAfterMs)

export const disputeOf = async (server: TestServer, paymentIntentId: string) => {
  const { data } = await server.call('GET', `/v1/disputes?payment_intent_id=${paymentIntentId}`)
  assert.equal(data.length, 1)
  return data[0]
}

/** A dispute about the only payment of an order. */
export const aDispute = async (
  server: TestServer,
  { amount = 5000, token = tokens.fraudulent as string } = {},
) => {
  const order = await aPaidOrder(server, { amount, token })
  await disputesOpen(server)
  const dispute = await disputeOf(server, order.payment_intent_ids[0])
  return { order, dispute, id: dispute.dispute_id as string, intentId: order.payment_intent_ids[0] as string }
}

export const sendEvidence = (server: TestServer, id: string, text: string) =>
  server.call('POST', `/v1/disputes/${id}/evidence`, { body: { uncategorized_text: text } })
export const close = (server: TestServer, id: string) => server.call('POST', `/v1/disputes/${id}/close`)

/** Answers the bank and lets it decide. */
export const decided = async (server: TestServer, id: string, text: string) => {
  const { status, json } = await sendEvidence(server, id, text)
  assert.equal(status, 200, JSON.stringify(json))
  await afterMs(server, decidesAfterMs)
  return readDispute(server, id)
}

/** What the ledger holds about one payment, by account. */
export const balancesOf = async ({ services }: TestServer, paymentIntentId: string) => {
  const { rows } = await services.db.query(
    `SELECT account, sum(amount)::float8 AS amount FROM ledger_entries WHERE payment_intent_id = $1
     GROUP BY account ORDER BY account`,
    [paymentIntentId],
  )
  return Object.fromEntries(rows.map(({ account, amount }) => [account, amount]))
}
