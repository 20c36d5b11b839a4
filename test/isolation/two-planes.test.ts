import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { openEventStream } from '../../apps/server/src/webhooks/an-event-stream.fixture.ts'
import { environmentOf } from '../support/add-key.ts'
import { aFullLive, liveEnvironmentOf } from '../support/a-full-live.ts'
import { type FullSandbox, aFullSandbox } from '../support/a-full-sandbox.ts'
import { freshKey, usd } from '../support/money-calls.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'

/*
 * Live mode and a sandbox, in both directions, in what is more than a route with an id: keys, buyers' credentials, links and
 * pages, idempotency, webhooks, event streams, logs and mail. Source: contract, flint-platform 3.1 rules 3 and 4.
 */
const server = await startTestServer({}, { hasPages: true })
const consumer = await aConsumer()
type Plane = FullSandbox & { environmentId: string }
const planes = {} as Record<'live' | 'sandbox', Plane>

before(async () => {
  const sandbox = await aFullSandbox(server, server.sandboxKey, 'of-the-sandbox', consumer.url)
  const live = await aFullLive(server, 'of-live', consumer.url)
  planes.sandbox = {
    ...sandbox,
    environmentId: await environmentOf(server.services, sandbox.ids['sandbox_id']!),
  }
  planes.live = { ...live, environmentId: await liveEnvironmentOf(server, server.seeded.merchantId) }
})

const directions = [
  { whose: 'live', who: 'sandbox' },
  { whose: 'sandbox', who: 'live' },
] as const

const anOrder = async (
  key: string,
  idempotencyKey = freshKey('planes'),
  headers: Record<string, string> = {},
) => {
  const body = { line_items: [{ name: 'A', unit_price_money: usd(100) }] }
  const answer = await server.call('POST', '/v1/orders', { body, idempotencyKey, key, headers })
  assert.equal(answer.status, 201, answer.text)
  return answer
}

const aBuyer = async (key: string) => {
  const { data, text } = await server.call('POST', '/v1/checkout-sessions', {
    key,
    body: { quick_pay_item: { name: 'One', amount_money: usd(1000) } },
  })
  assert.ok(data, text)
  const headers = {
    'X-Checkout-Session-Id': data.checkout_session_id as string,
    'X-Checkout-Session-Secret': data.checkout_access.checkout_auth_token as string,
  }
  const read = (path: string, change: Partial<typeof headers> = {}) =>
    server.call('GET', path, { key: null, headers: { ...headers, ...change } })
  return {
    ...headers,
    sessionId: headers['X-Checkout-Session-Id'],
    orderId: data.order_id,
    read,
    url: data.url,
  }
}

/** Everything by which a thing of this plane could be recognised in a text. */
const idsOf = ({ ids, name }: Plane) => [name, ...Object.values(ids).filter((id) => id.includes('_'))]
const expectNothingOf = (plane: Plane, text: string) => {
  for (const id of idsOf(plane)) assert.ok(!text.includes(id), `it holds ${id}`)
}

describe('a key', () => {
  it('is none under the prefix of the other mode', async () => {
    for (const key of [
      server.sandboxKey.replace('flint_test_', 'flint_live_'),
      server.liveKey.replace('flint_live_', 'flint_test_'),
    ]) {
      const { status, error } = await server.call('GET', '/v1/orders', { key })
      assert.deepEqual([status, error.code], [401, 'INVALID_API_KEY'])
    }
  })
})

for (const { whose, who } of directions) {
  const theirs = () => planes[whose]
  const ours = () => planes[who]

  describe(`${who}, seen from ${whose}'s things`, () => {
    it('an idempotency key that the other plane has used is free', async () => {
      const idempotencyKey = freshKey('shared')
      const first = await anOrder(theirs().key, idempotencyKey)
      const other = await anOrder(ours().key, idempotencyKey)
      assert.equal(other.headers.get('idempotency-replayed'), null)
      assert.notEqual(first.data.order_id, other.data.order_id)
    })

    it("a buyer reaches nothing but their own order, in their own plane or the other's", async () => {
      const buyer = await aBuyer(ours().key)
      assert.equal((await buyer.read(`/v1/orders/${buyer.orderId}`)).status, 200)
      for (const { ids } of [ours(), theirs()])
        for (const path of [
          `/v1/orders/${ids['order_id']}`,
          `/v1/checkout-sessions/${ids['checkout_session_id']}`,
          `/v1/orders/${ids['order_id']}/payment-attempts/${ids['order_payment_attempt_id']}`,
          '/v1/orders',
          `/v1/refunds/${ids['refund_id']}`,
        ]) {
          const { status, error } = await buyer.read(path)
          assert.deepEqual([status, error.code], [403, 'CHECKOUT_SESSION_SCOPE_MISMATCH'], path)
        }
    })

    it("a buyer's secret opens no session of the other plane, and cannot be bent to", async () => {
      const [buyer, other] = [await aBuyer(ours().key), await aBuyer(theirs().key)]
      const path = `/v1/checkout-sessions/${other.sessionId}`
      const secret = buyer['X-Checkout-Session-Secret']
      const environmentPart = (environmentId: string) => environmentId.slice('menv_'.length)
      const bent = secret.replace(
        environmentPart(ours().environmentId),
        environmentPart(theirs().environmentId),
      )
      assert.notEqual(bent, secret)
      for (const sent of [secret, bent]) {
        const { status, error } = await buyer.read(path, {
          'X-Checkout-Session-Id': other.sessionId,
          'X-Checkout-Session-Secret': sent,
        })
        assert.deepEqual([status, error.code], [401, 'INVALID_CHECKOUT_SESSION'])
      }
    })

    it('the page of a checkout holds nothing of any session', async () => {
      const { url } = await aBuyer(theirs().key)
      const page = await (await fetch(url)).text()
      expectNothingOf(theirs(), page)
      assert.equal(page, await (await fetch(url.replace(/cs_\w+/, 'cs_none'))).text())
    })

    it("a bank's page opens in its own plane only", async () => {
      const { rows } = await server.services.db.query(
        `SELECT payment_intent_id AS id FROM payment_intents WHERE environment_id = $1 AND status = 'requires_action'`,
        [theirs().environmentId],
      )
      const { data } = await server.call('GET', `/v1/payment-intents/${rows[0].id}`, { key: theirs().key })
      const link: string = JSON.stringify(data).match(/http[^"]*\/challenge\/[^"]*/)![0]
      assert.equal((await fetch(link)).status, 200)
      const moved = link.replace(theirs().environmentId, ours().environmentId)
      assert.notEqual(moved, link)
      const answer = await fetch(moved)
      assert.equal(answer.status, 404)
      expectNothingOf(theirs(), await answer.text())
    })

    it('an event stream tells of its own plane only', async () => {
      const stream = await openEventStream(server.url, { key: ours().key })
      after(stream.cut)
      await stream.next('it is ready', ({ event }) => event === 'ready')
      const foreign = await anOrder(theirs().key)
      const own = await anOrder(ours().key)
      const told = await stream.next('an event comes', ({ event }) => event === 'webhook.event')
      assert.equal(told.data.resource_id, own.data.order_id)
      assert.notEqual(told.data.resource_id, foreign.data.order_id)
    })

    it("calls are in their own plane's log", async () => {
      const requestId = freshKey('call')
      await anOrder(theirs().key, freshKey('planes'), { 'X-Request-Id': requestId })
      const logs = async (key: string) => {
        const path = `/v1/developer/request-logs?request_id=${requestId}`
        return (await server.call('GET', path, { key })).data as unknown[]
      }
      await waitFor('the call is logged', async () => (await logs(theirs().key)).length > 0 || undefined)
      assert.deepEqual(await logs(ours().key), [])
    })

    it('mail is read in its own plane only', async () => {
      const { data, text } = await server.call('GET', '/v1/developer/emails', { key: ours().key })
      assert.ok(data.length > 0)
      expectNothingOf(theirs(), text)
      const swapped = `${server.url}/mail/${ours().environmentId}/${theirs().ids['email_id']}`
      for (const path of [swapped, `${swapped}/html`]) assert.equal((await fetch(path)).status, 404)
    })
  })
}

describe("live mode's mail", () => {
  it("is not on the catcher's page, which asks for no credential", async () => {
    const page = await (await fetch(`${server.url}/mail`)).text()
    assert.ok(page.includes(planes.sandbox.ids['email_id']!))
    assert.ok(!page.includes(planes.live.ids['email_id']!))
    const own = `${server.url}/mail/${planes.live.environmentId}/${planes.live.ids['email_id']}`
    for (const path of [own, `${own}/html`]) assert.equal((await fetch(path)).status, 404)
  })
})

describe('a webhook endpoint', () => {
  it('is told of its own plane only', async () => {
    const orders = { live: await anOrder(planes.live.key), sandbox: await anOrder(planes.sandbox.key) }
    server.startWorker()
    const { db } = server.services
    await waitFor('all events have gone out to endpoints', async () => {
      const { rows } = await db.query('SELECT 1 FROM event_outbox LIMIT 1')
      return rows.length === 0 || undefined
    })
    const endpointsTold = async (orderId: string) => {
      const { rows } = await db.query(
        `SELECT DISTINCT d.environment_id, d.webhook_endpoint_id FROM webhook_deliveries d
         JOIN events e ON e.event_id = d.event_id WHERE e.resource_id = $1`,
        [orderId],
      )
      return rows
    }
    for (const mode of ['live', 'sandbox'] as const) {
      const { environmentId, ids } = planes[mode]
      assert.deepEqual(await endpointsTold(orders[mode].data.order_id), [
        { environment_id: environmentId, webhook_endpoint_id: ids['webhook_endpoint_id'] },
      ])
    }
  })
})
