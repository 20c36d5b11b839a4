import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startStripeStandIn } from '../../../../../test/stripe-stand-in/stand-in.ts'
import { makeReady } from '../../../../../test/support/make-ready.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { createAccount } from '../../../../../test/stripe-stand-in/accounts.ts'

// Whose news they are, where merchants have accounts of their own; test/scenario/live-by-stripe.test.ts has the rest.
const standIn = await startStripeStandIn({ accounts: 'connected' })
after(standIn.close)
const { controls, world } = standIn
const server = await startTestServer(standIn.env)
const account = createAccount(world, {}).id
const stranger = createAccount(world, {}).id

before(async () => {
  await makeReady(server)
  await server.services.db.query('UPDATE merchants SET processor_account_id = $2 WHERE merchant_id = $1', [
    server.seeded.merchantId,
    account,
  ])
  server.services.wakeups.wake('environments')
})

const live = async (path: string, body: unknown) => {
  const answer = await server.call('POST', path, { key: server.liveKey, body, idempotencyKey: `${path}-1` })
  assert.ok(answer.status < 300, answer.text)
  return answer.data
}
const timers = async () => {
  const { rows } = await server.services.db.query(
    `SELECT kind, subject_id FROM timers WHERE kind LIKE '%_news' ORDER BY kind`,
  )
  return rows.map(({ kind, subject_id: subject }) => [kind, subject])
}
const logged = (words: string) => server.logLines.some((line) => line.includes(words))

describe('POST /webhooks/stripe where merchants have accounts of their own', () => {
  let id: string
  let reference: string
  before(async () => {
    const intent = await live('/v1/payment-intents', { amount_money: { amount: 500, currency: 'USD' } })
    id = intent.payment_intent_id
    controls.listen({ url: `${server.url}/webhooks/stripe`, secret: standIn.webhookSecret, mode: 'hold' })
    const token = controls.mintToken({ card: 'authenticationRequired', account })
    const confirmed = await live(`/v1/payment-intents/${id}/confirm`, { confirmation_token: token.id })
    assert.equal(confirmed.status, 'requires_action')
    reference = controls.state({ account }).payment_intents[0]!['id']
    controls.answerChallenge({ id: reference, outcome: 'succeed', account })
  })

  it("ignores what comes from another account than the merchant's", async () => {
    for (const event of world.held) event.account = stranger
    await controls.release()
    assert.deepEqual(await timers(), [])
    assert.ok(logged('News of the processor were ignored'))
  })

  it("ignores what comes from the platform's own", async () => {
    for (const event of world.events) delete event.account
    for (const event of world.events) await controls.resend({ id: event.id })
    assert.deepEqual(await timers(), [])
  })

  it("keeps what comes from the merchant's, once however often it comes", async () => {
    for (const event of world.events) event.account = account
    for (const event of [...world.events, ...world.events]) await controls.resend({ id: event.id })
    assert.deepEqual(await timers(), [['payment_news', id]])
  })

  it('keeps a dispute in the environment of its payment', async () => {
    controls.openDispute({ paymentIntent: reference, account })
    await controls.release()
    const [dispute] = controls.state({ account }).disputes
    assert.deepEqual(await timers(), [
      ['dispute_news', dispute!['id']],
      ['payment_news', id],
    ])
  })

  it('is asked again by Stripe when it cannot find out whose dispute it is', async () => {
    const told = world.events.find(({ type }) => type === 'charge.dispute.created')!
    controls.fault({ on: 'GET /v1/payment_intents', what: 'error_before' })
    const before = standIn.seen.length
    await controls.resend({ id: told.id })
    // Asked for twice: the first time there was no answer.
    assert.equal(standIn.seen.length - before, 2)
  })

  it("wakes the account's merchant, and nobody for a stranger's", async () => {
    controls.approveAccount({ id: account })
    controls.approveAccount({ id: stranger })
    await controls.release()
    assert.deepEqual((await timers())[0], ['account_news', account])
    assert.equal((await timers()).length, 3)
  })

  it('and the worker sees to all of it', async () => {
    server.startWorker()
    await waitFor('all news are folded', async () => (await timers()).length === 0)
    const { data: intent } = await server.call('GET', `/v1/payment-intents/${id}`, { key: server.liveKey })
    assert.deepEqual([intent.status, intent.dispute_status], ['succeeded', 'needs_response'])
  })
})
