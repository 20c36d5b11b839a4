import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answerBank, expectReturnTo } from '../support/flowlix-pages.ts'
import { backTo, cards, expectError, flowlixCalls, statusIn, withCard } from '../support/flowlix-calls.ts'
import { letTimePass } from '../support/let-time-pass.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 13 and 18 Q4. */
const server = await startTestServer()
const { a, b, c } = await flowlixCalls(server)

for (const client of [b, c]) {
  const { profile } = client
  const challenged = async () => {
    const { status, json } = await client.pay({
      ...withCard(profile, cards.challenged),
      return_url: `${backTo}?cart=7`,
    })
    assert.equal(status, 201, JSON.stringify(json))
    assert.ok(/^(pending|processing|requires_action)$/i.test(json.status), json.status)
    const payment = await client.settle(json.id)
    assert.equal(payment.status, statusIn(profile, 'requires_action'), JSON.stringify(payment))
    return payment
  }

  describe(`${profile.toUpperCase()}: 3-D Secure`, () => {
    it('asks for the payer: requires_action, with the address where to send them', async () => {
      const { next_action: action } = await challenged()
      assert.deepEqual(Object.keys(action), ['redirect_url'])
      assert.match(action.redirect_url, /^https?:\/\//)
    })

    it('done well: succeeded, and back to return_url with payment_id and status', async () => {
      const payment = await challenged()
      const returned = await answerBank(server, payment.next_action.redirect_url, 'completed')
      const after = await client.settle(payment.id)
      assert.deepEqual([after.status, after.next_action], [statusIn(profile, 'succeeded'), null])
      expectReturnTo(returned, `${backTo}?cart=7`, payment.id)
    })

    it('failed: failed, authentication_failed, and back as well', async () => {
      const payment = await challenged()
      const returned = await answerBank(server, payment.next_action.redirect_url, 'failed')
      const after = await client.settle(payment.id)
      assert.deepEqual(
        [after.status, after.decline_code],
        [statusIn(profile, 'failed'), 'authentication_failed'],
      )
      expectReturnTo(returned, `${backTo}?cart=7`, payment.id)
    })

    it('not done within 15 minutes: expired; another try is a new payment', async () => {
      const payment = await challenged()
      await letTimePass(server, 14 * 60_000)
      assert.equal((await client.read(payment.id)).json.status, statusIn(profile, 'requires_action'))
      await letTimePass(server, 2 * 60_000)
      const { json } = await client.read(payment.id)
      assert.deepEqual([json.status, json.next_action], [statusIn(profile, 'expired'), null])
      // A has no such word. Source: contract, flowlix 17.2.
      const shown = (await a.read(payment.id)).json
      assert.deepEqual([shown.status, shown.decline_code], ['failed', null])
      assert.ok(shown.failed_at !== null)
    })

    it('takes the money once, and not before', async () => {
      const payment = await challenged()
      const taken = async () =>
        (
          await server.services.db.query(
            `SELECT count(*)::int AS n FROM ledger_entries JOIN flowlix_payments USING (environment_id, order_id)
             WHERE payment_id = $1 AND kind = 'capture' AND account = 'processor_clearing'`,
            [payment.id],
          )
        ).rows[0].n
      assert.equal(await taken(), 0)
      await answerBank(server, payment.next_action.redirect_url, 'completed')
      await client.settle(payment.id)
      await letTimePass(server, 60_000)
      assert.equal(await taken(), 1)
    })

    it('cannot be given back while it waits: 422', async () => {
      const payment = await challenged()
      expectError(
        await client.refund(payment, 1),
        { status: 422, type: 'invalid_request_error', code: 'payment_not_refundable' },
        profile,
      )
    })
  })
}

describe('C: 3-D Secure in status_transitions', () => {
  it('keeps when the payer was asked', async () => {
    const { json } = await c.pay({ ...withCard('c', cards.challenged), return_url: backTo })
    const { status_transitions: times } = await c.settle(json.id)
    assert.ok(Number.isInteger(times.requires_action_at))
    assert.equal(times.succeeded_at, null)
  })
})

describe('A: 3-D Secure, which it does not have', () => {
  it('without return_url: 402 authentication_failed', async () =>
    expectError(await a.pay(withCard('a', cards.challenged)), {
      status: 402,
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'authentication_failed',
    }))

  it('with return_url: B’s fields besides, pending until the payer has answered', async () => {
    const { status, json } = await a.pay({ ...withCard('a', cards.challenged), return_url: backTo })
    assert.equal(status, 201, JSON.stringify(json))
    const payment = (await a.read(json.id)).json
    assert.ok(['pending', 'requires_action'].includes(payment.status), payment.status)
    const returned = await answerBank(server, payment.next_action.redirect_url, 'completed')
    assert.equal((await a.settle(json.id)).status, 'succeeded')
    expectReturnTo(returned, backTo, json.id)
  })
})
