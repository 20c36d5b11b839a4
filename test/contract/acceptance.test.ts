import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey, environmentOf } from '../support/add-key.ts'
import { startTestServer } from '../support/server.ts'

/*
 * The acceptance checks of the contract (flint-platform 29) by their numbers, each told in one place from end to end.
 * Their corner cases are in the other files of this folder. 10 to 12 are with the webhooks; 13, 14 and the parts of
 * 3 and 16 that need key and sandbox management come with those routes.
 */
const server = await startTestServer()
const environmentId = await environmentOf(server.services, server.seeded.sandboxId)
const whoAmI = '/v1/developer/auth-context'
const lamp = { name: 'Desk lamp', quantity: 1, unit_price_money: { amount: 4200, currency: 'USD' } }
const body = { line_items: [lamp] }
const call = server.call

describe('acceptance', () => {
  it('1. auth-context with a test key: mode, merchant and sandbox; the request id in header and body', async () => {
    const { status, headers, json } = await call('GET', whoAmI)
    assert.equal(status, 200)
    assert.equal(headers.get('flint-mode'), 'test')
    assert.match(headers.get('flint-merchant-id')!, /^mer_/)
    assert.match(headers.get('flint-sandbox-id')!, /^test_/)
    assert.equal(headers.get('x-request-id'), json.request_id)
  })

  it('2. the key alone in X-API-Key; in both headers; in none', async () => {
    const headers = { 'X-API-Key': server.sandboxKey }
    assert.equal((await call('GET', whoAmI, { key: null, headers })).status, 200)
    const both = await call('GET', whoAmI, { headers })
    assert.deepEqual([both.status, both.error.code], [401, 'AMBIGUOUS_AUTH'])
    const none = await call('GET', whoAmI, { key: null })
    assert.deepEqual([none.status, none.error.code], [401, 'API_KEY_REQUIRED'])
  })

  it('3. a create that answers with a secret, repeated: the same body with the secret; another body: 409', async () => {
    const path = '/v1/webhook-endpoints'
    const endpoint = { url: 'https://shop.example.com/hooks' }
    const first = await call('POST', path, { body: endpoint, idempotencyKey: 'endpoint-1' })
    const again = await call('POST', path, { body: endpoint, idempotencyKey: 'endpoint-1' })
    assert.match(first.data.secret, /^whsec_/)
    assert.deepEqual([again.status, again.data], [201, first.data])
    assert.deepEqual(
      [first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')],
      [null, 'true'],
    )
    assert.equal(again.json.meta.idempotency_replayed, true)
    const other = await call('POST', path, {
      body: { ...endpoint, description: 'Another' },
      idempotencyKey: 'endpoint-1',
    })
    assert.deepEqual([other.status, other.error.code], [409, 'IDEMPOTENCY_KEY_REUSED'])
  })

  it('4. two concurrent creates with one key: one row', async () => {
    const create = () => call('POST', '/v1/orders', { body, idempotencyKey: 'concurrent' })
    const answers = await Promise.all([create(), create()])
    const made = answers.filter(({ status }) => status === 201)
    assert.ok(made.length >= 1)
    for (const { status, error } of answers.filter((each) => !made.includes(each)))
      assert.deepEqual([status, error.code], [409, 'IDEMPOTENCY_KEY_IN_PROGRESS'])
    assert.equal(new Set(made.map(({ data }) => data.order_id)).size, 1)
  })

  it('5. page_size=101: 400; page_size=2 walks every row once under concurrent inserts', async () => {
    const tooMany = await call('GET', '/v1/orders?page_size=101')
    assert.deepEqual([tooMany.status, tooMany.error.code], [400, 'INVALID_PAGE_SIZE'])
    const { key } = await server.anotherSandbox()
    const expected: string[] = []
    for (let made = 0; made < 7; made++)
      expected.unshift((await call('POST', '/v1/orders', { key, body })).data.order_id)
    const seen: string[] = []
    let token = ''
    do {
      const [page] = await Promise.all([
        call('GET', `/v1/orders?page_size=2${token && `&page_token=${token}`}`, { key }),
        // The first page is on its way before anything comes in.
        token && call('POST', '/v1/orders', { key, body }),
      ])
      seen.push(...page.data.map((order: { order_id: string }) => order.order_id))
      token = page.json.next_page_token ?? ''
    } while (token)
    assert.deepEqual(seen, expected)
  })

  it('6. a query key and a body key that are not known', async () => {
    const query = await call('GET', '/v1/orders?colour=red')
    assert.deepEqual([query.status, query.error.code], [400, 'UNSUPPORTED_QUERY_PARAM'])
    const field = await call('POST', '/v1/orders', { body: { ...body, nmae: 'x' } })
    assert.deepEqual([field.status, field.error.code, field.error.param], [400, 'UNKNOWN_FIELD', 'nmae'])
  })

  it('7. a live key, and a key of another sandbox, reading a sandbox id: 404', async () => {
    const { data } = await call('POST', '/v1/orders', { body })
    const { key } = await server.anotherSandbox()
    for (const other of [server.liveKey, key])
      assert.equal((await call('GET', `/v1/orders/${data.order_id}`, { key: other })).status, 404)
  })

  it('8. a read scope on a write route: 403 with missing_scopes; a write scope on a read route: 200', async () => {
    const reader = await addKey(server.services, environmentId, { scopes: ['commerce.orders.read'] })
    const refused = await call('POST', '/v1/orders', { key: reader.key, body })
    assert.deepEqual([refused.status, refused.error.missing_scopes], [403, ['commerce.orders.write']])
    const writer = await addKey(server.services, environmentId, { scopes: ['commerce.orders.write'] })
    assert.equal((await call('GET', '/v1/orders', { key: writer.key })).status, 200)
  })

  it('9. expanding beyond the scopes: 403; 11 paths: EXPANSION_LIMIT_EXCEEDED', async () => {
    const { key } = await addKey(server.services, environmentId, { scopes: ['commerce.orders.read'] })
    assert.equal((await call('GET', '/v1/orders?expand=payment_intents', { key })).status, 403)
    const paths = Array.from({ length: 11 }, (_, index) => `path_${index}`).join()
    const { status, error } = await call('GET', `/v1/orders?expand=${paths}`)
    assert.deepEqual([status, error.code], [400, 'EXPANSION_LIMIT_EXCEEDED'])
  })

  it('15. 429: Retry-After in digits, a named reason, retryable', async () => {
    const slow = await startTestServer({ FLINT_RATE_LIMIT_PER_KEY: '1' })
    let answer = await slow.call('GET', whoAmI)
    for (let sent = 0; answer.status !== 429 && sent < 20; sent++) answer = await slow.call('GET', whoAmI)
    assert.equal(answer.status, 429)
    assert.match(answer.headers.get('retry-after')!, /^\d+$/)
    assert.ok(
      [
        'global-ip',
        'api-key',
        'merchant',
        'setup-flow',
        'demo-session',
        'resource',
        'feedback-intake',
      ].includes(answer.headers.get('flint-rate-limited-reason')!),
    )
    assert.equal(answer.error.remediation.retryable, true)
  })

  it("16. an archived sandbox's key: API_KEY_SANDBOX_UNAVAILABLE", async () => {
    const { key, sandboxId } = await server.anotherSandbox()
    await server.services.db.query(`UPDATE environments SET status = 'archived' WHERE sandbox_id = $1`, [
      sandboxId,
    ])
    const { status, error } = await call('GET', whoAmI, { key })
    assert.deepEqual([status, error.code], [401, 'API_KEY_SANDBOX_UNAVAILABLE'])
  })

  it('17. a metadata patch: null deletes a key, null clears the map, {} changes nothing, flint_x is refused', async () => {
    const { data } = await call('POST', '/v1/orders', { body: { ...body, metadata: { a: '1', b: '2' } } })
    const patch = (metadata: unknown) => call('PATCH', `/v1/orders/${data.order_id}`, { body: { metadata } })
    assert.deepEqual((await patch({ a: null })).data.metadata, { b: '2' })
    assert.deepEqual((await patch({})).data.metadata, { b: '2' })
    assert.deepEqual((await patch({ c: '3' })).data.metadata, { b: '2', c: '3' })
    const reserved = await patch({ flint_x: '1' })
    assert.deepEqual([reserved.status, reserved.error.code], [400, 'RESERVED_METADATA_KEY'])
    assert.deepEqual((await patch(null)).data.metadata, {})
  })

  it('18. card 9995: 200 and unpaid, insufficient_funds; a second card pays; exactly one charge', async () => {
    const { data: order } = await call('POST', '/v1/orders', { body })
    const payWith = async (number: string, idempotencyKey: string) => {
      const card = { number, exp_month: 12, exp_year: 2040, cvc: '123' }
      const { data } = await call('POST', '/v1/tokens', { body: { card } })
      return call('POST', `/v1/orders/${order.order_id}/pay`, {
        body: { action: 'pay', payment_source: { token: data.token } },
        idempotencyKey,
      })
    }
    const declined = await payWith('4000000000009995', 'first')
    assert.equal(declined.status, 200)
    assert.equal(declined.data.order.payment_status, 'unpaid')
    const { status, failure_code: code } = declined.data.payment_attempt
    assert.deepEqual([status, code], ['failed', 'insufficient_funds'])
    const paid = await payWith('4242424242424242', 'second')
    assert.deepEqual([paid.data.order.status, paid.data.payment_attempt.status], ['paid', 'succeeded'])
    const { data: attempts } = await call('GET', `/v1/orders/${order.order_id}/payment-attempts`)
    assert.deepEqual(
      attempts.map((attempt: { status: string }) => attempt.status),
      ['succeeded', 'failed'],
    )
    const { data: intents } = await call('GET', `/v1/payment-intents?order_id=${order.order_id}`)
    const captured = intents.map((intent: any) => intent.captured_money?.amount ?? 0)
    assert.equal(
      captured.reduce((sum: number, amount: number) => sum + amount, 0),
      4200,
    )
    assert.equal(captured.filter((amount: number) => amount > 0).length, 1)
  })
})
