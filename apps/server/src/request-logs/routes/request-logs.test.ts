import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { addKey } from '../../../../../test/support/add-key.ts'
import type { ApiCall } from '../../../../../test/support/api.ts'
import { freshKey, usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'

const server = await startTestServer()
const shell = promisify(execFile)
const list = '/v1/developer/request-logs'

const anOrder = async (options: ApiCall = {}) =>
  server.call('POST', '/v1/orders', {
    body: { line_items: [{ name: "It's one", unit_price_money: usd(1000) }] },
    ...options,
  })

/** The entry of a call, once it is written. */
const logOf = async (requestId: string, key = server.sandboxKey) =>
  waitFor('the call is logged', async () => {
    const { data } = await server.call('GET', `${list}?request_id=${encodeURIComponent(requestId)}`, { key })
    return data[0]
  })
const detailOf = async (requestId: string, key = server.sandboxKey) => {
  const log = await logOf(requestId, key)
  return (await server.call('GET', `${list}/${log.api_request_log_id}`, { key })).data
}
const idsOf = async (query: string) => {
  const { status, data } = await server.call('GET', `${list}?${query}`)
  assert.equal(status, 200)
  return data.map((log: any) => log.request_id)
}

const ownEnvironment = async (): Promise<string> => {
  const { rows } = await server.services.db.query(
    'SELECT environment_id FROM environments WHERE sandbox_id = $1',
    [server.seeded.sandboxId],
  )
  return rows[0].environment_id
}

describe('GET /v1/developer/request-logs', () => {
  it('200: a call that worked, with what it made', async () => {
    const { json, data } = await anOrder({ headers: { 'X-Correlation-Id': 'basket-7' } })
    const log = await logOf(json.request_id)
    assert.match(log.api_request_log_id, /^rlog_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.match(log.api_key_id, /^key_/)
    assert.deepEqual(
      { ...log, api_request_log_id: '', created_at: '', latency_milliseconds: 0, api_key_id: '' },
      {
        api_request_log_id: '',
        api_key_id: '',
        user_id: null,
        request_id: json.request_id,
        correlation_id: 'basket-7',
        http_method: 'POST',
        path: '/v1/orders',
        route_pattern: '/v1/orders',
        status_code: 201,
        latency_milliseconds: 0,
        error_category: null,
        error_code: null,
        error_summary: null,
        recommended_action: null,
        reference_url: null,
        retryable: null,
        requested_api_version: '2026-02-01',
        requested_api_version_source: 'current',
        served_api_version: '2026-02-01',
        resource_type: 'order',
        resource_id: data.order_id,
        response_shape_metadata: {
          auth_mode: 'api_key_or_partner',
          expansion_shapes: [],
          normalized_expand_paths: [],
          response_shape_key: 'createOrder|2026-02-01|api_key_or_partner',
        },
        created_at: '',
      },
    )
  })

  it('200: a call that was refused, with what to do', async () => {
    const refused = await server.call('GET', '/v1/orders/ord_01JAAAAAAAAAAAAAAAAAAAAAAA', {
      headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
    })
    const log = await logOf(refused.json.request_id)
    assert.equal(log.error_category, 'request_error')
    assert.equal(log.error_code, 'ORDER_NOT_FOUND')
    assert.equal(log.error_summary, refused.error.message)
    assert.equal(log.recommended_action, refused.error.remediation.next_steps)
    assert.equal(log.reference_url, refused.error.doc_url)
    assert.equal(log.retryable, false)
    assert.equal(log.resource_id, 'ord_01JAAAAAAAAAAAAAAAAAAAAAAA')
    assert.equal(log.correlation_id, '0af7651916cd43dd8448eb211c80319c')
  })

  it('200: the version that was asked for, and who asked', async () => {
    const headers = { 'Flint-Version': '2026-09-07' }
    const { json } = await server.call('GET', '/v1/orders?expand=payment_intents&expand=customer', {
      headers,
    })
    const log = await logOf(json.request_id)
    assert.equal(log.requested_api_version, '2026-09-07')
    assert.equal(log.requested_api_version_source, 'header')
    assert.equal(log.served_api_version, '2026-09-07')
    assert.deepEqual(log.response_shape_metadata.normalized_expand_paths, ['customer', 'payment_intents'])
    const unknown = await server.call('GET', '/v1/orders', { headers: { 'Flint-Version': '1999-01-01' } })
    const refused = await logOf(unknown.json.request_id)
    assert.equal(refused.requested_api_version, null)
    assert.equal(refused.requested_api_version_source, 'header')
  })

  it('200: who follows request_log_url at once finds the call', async () => {
    const { error, json } = await server.call('GET', '/v1/orders/ord_none')
    const { data } = await server.call('GET', error.request_log_url)
    assert.deepEqual(
      data.map((log: any) => log.request_id),
      [json.request_id],
    )
  })

  it('200: each filter finds its calls and no others', async () => {
    const since = new Date(server.clock.nowMs()).toISOString()
    server.clock.advance(1000)
    const made = await anOrder()
    const id = made.data.order_id
    const changed = await server.call('PATCH', `/v1/orders/${id}`, { body: { metadata: { a: 'b' } } })
    const customer = await server.call('POST', '/v1/customers', {
      body: { email: 'a@shop.example' },
    })
    const wrong = await server.call('POST', `/v1/orders/${id}/close`, { body: { colour: 1 } })
    const all = [made, changed, customer, wrong].map(({ json }) => json.request_id)
    await logOf(all.at(-1)!)
    const found = async (query: string) =>
      (await idsOf(`created_after=${since}&${query}`)).filter((requestId: string) => all.includes(requestId))
    const [order, change, person, close] = all
    assert.deepEqual(await found('status_bucket=all&page_size=100'), all.toReversed())
    assert.deepEqual(await found('status_bucket=client_error'), [close])
    assert.deepEqual(await found('status_bucket=success&resource_type=customer'), [person])
    assert.deepEqual(await found('status_bucket=server_error'), [])
    assert.deepEqual(await found('http_method=PATCH'), [change])
    assert.deepEqual(await found(`resource_id=${id}`), [close, change, order])
    assert.deepEqual(await found('path_query=/close'), [close])
    assert.deepEqual(await found(`request_id=${order}`), [order])
    assert.deepEqual(await idsOf(`created_before=${since}&request_id=${order}`), [])
  })

  it('200: part of a path is looked for in the last seven days, unless created_after says more', async () => {
    const path = '/v1/orders/ord_01JSEARCHEDFOR00000000000A'
    const { json } = await server.call('GET', path)
    await logOf(json.request_id)
    const since = new Date(server.clock.nowMs() - 60_000).toISOString()
    const dayMs = 24 * 60 * 60 * 1000
    server.clock.advance(6 * dayMs)
    assert.deepEqual(await idsOf('path_query=SEARCHEDFOR'), [json.request_id])
    server.clock.advance(2 * dayMs)
    assert.deepEqual(await idsOf('path_query=SEARCHEDFOR'), [])
    assert.deepEqual(await idsOf(`path_query=SEARCHEDFOR&created_after=${since}`), [json.request_id])
    const before = new Date(server.clock.nowMs() - 7 * dayMs).toISOString()
    assert.deepEqual(await idsOf(`path_query=SEARCHEDFOR&created_before=${before}`), [json.request_id])
    assert.deepEqual(await idsOf(`path_query=SEARCHEDFOR&request_id=${json.request_id}`), [json.request_id])
  })

  it('200: pages walk every call once', async () => {
    const { json } = await anOrder()
    await logOf(json.request_id)
    const before = new Date(server.clock.nowMs()).toISOString()
    server.clock.advance(120_000)
    const walked: string[] = []
    for (let token = ''; ;) {
      const { data, json } = await server.call(
        'GET',
        `${list}?created_before=${before}&page_size=3${token && `&page_token=${encodeURIComponent(token)}`}`,
      )
      walked.push(...data.map((log: any) => log.api_request_log_id))
      if (!json.next_page_token) break
      token = json.next_page_token
    }
    const { rows } = await server.services.db.query(
      'SELECT api_request_log_id AS id FROM request_logs ORDER BY 1 DESC',
    )
    const stored = rows.map((row) => row.id).slice(-walked.length)
    assert.deepEqual(walked, stored)
    assert.ok(walked.length > 10)
  })

  it('200: nothing of another key, of the same sandbox or another', async () => {
    const { json } = await anOrder()
    const log = await logOf(json.request_id)
    const { key: sibling } = await addKey(server.services, await ownEnvironment(), {
      scopes: ['developer.request_logs.self.read', 'developer.request_logs.self.detail.read'],
    })
    const { key: stranger } = await server.anotherSandbox()
    for (const key of [sibling, stranger, server.liveKey]) {
      const found = await server.call('GET', `${list}?request_id=${json.request_id}`, { key })
      assert.deepEqual(found.data, [])
      const { status, error } = await server.call('GET', `${list}/${log.api_request_log_id}`, { key })
      assert.deepEqual([status, error.code], [404, 'RESOURCE_NOT_FOUND'])
    }
  })

  it('400 INVALID_STATUS_BUCKET', async () => {
    const { status, error } = await server.call('GET', `${list}?status_bucket=good`)
    assert.deepEqual([status, error.code, error.param], [400, 'INVALID_STATUS_BUCKET', 'status_bucket'])
  })
})

describe('GET /v1/developer/request-logs/{api_request_log_id}', () => {
  it('200: headers, query and bodies, without the key', async () => {
    const made = await anOrder({ idempotencyKey: freshKey('log') })
    const detail = await detailOf(made.json.request_id)
    assert.equal(detail.request_headers.authorization, '[redacted]')
    assert.equal(detail.request_body.line_items[0].name, "It's one")
    assert.deepEqual(detail.response_body, made.json)
    assert.equal(detail.response_content_type, 'application/json; charset=utf-8')
    const listed = await server.call('GET', '/v1/orders?page_size=1&query=a%20b')
    const { query_params, request_body } = await detailOf(listed.json.request_id)
    assert.deepEqual(query_params, [
      { name: 'page_size', value: '1' },
      { name: 'query', value: 'a b' },
    ])
    assert.equal(request_body, null)
  })

  it('200: card details and secrets were taken out, and that is said', async () => {
    const card = { number: '4242424242424242', exp_month: 12, exp_year: 2040, cvc: '123' }
    const made = await server.call('POST', '/v1/tokens', { body: { card } })
    const detail = await detailOf(made.json.request_id)
    assert.deepEqual(detail.request_body.card, { ...card, number: '[redacted]', cvc: '[redacted]' })
    assert.equal(detail.response_body.data.token, '[redacted]')
    assert.equal(detail.reproduction.redactions_present, true)
    assert.equal(detail.reproduction.reproduction_complete, false)
    assert.equal(detail.reproduction.safe_to_reproduce, false)
    const endpoint = await server.call('POST', '/v1/webhook-endpoints', {
      body: { url: 'https://shop.example/hooks' },
    })
    assert.match(endpoint.data.secret, /^whsec_/)
    const { response_body } = await detailOf(endpoint.json.request_id)
    assert.equal(response_body.data.secret, '[redacted]')
  })

  it('200: of a body that could not be read as JSON nothing is there, of a long one its beginning', async () => {
    const broken = await server.call('POST', '/v1/orders', { body: `{'pin': 'hunter2'` })
    const detail = await detailOf(broken.json.request_id)
    assert.equal(detail.request_body, '[redacted]')
    const long = await anOrder({
      body: { line_items: [{ name: 'a', unit_price_money: usd(1) }], note: 'x'.repeat(20_000) },
    })
    const cut = await detailOf(long.json.request_id)
    assert.equal(cut.request_body.length, 16_384)
    assert.equal(cut.reproduction.reproduction_complete, false)
    assert.match(cut.reproduction.warnings[0], /16384/)
  })

  it('200: a replay shows the version of the stored answer', async () => {
    const idempotencyKey = freshKey('replay')
    await anOrder({ idempotencyKey })
    const again = await anOrder({ idempotencyKey, headers: { 'Flint-Version': '2026-09-07' } })
    assert.equal(again.headers.get('idempotency-replayed'), 'true')
    const detail = await detailOf(again.json.request_id)
    assert.equal(detail.requested_api_version, '2026-09-07')
    assert.equal(detail.served_api_version, again.headers.get('flint-version'))
  })

  it('404: nothing has this id', async () => {
    const { status, error } = await server.call('GET', `${list}/rlog_01JAAAAAAAAAAAAAAAAAAAAAAA`)
    assert.deepEqual([status, error.code], [404, 'RESOURCE_NOT_FOUND'])
  })
})

describe('the curl of a call', () => {
  const pasted = async (curl: string) => {
    const { stdout } = await shell('bash', ['-c', curl], {
      env: { PATH: process.env['PATH'], FLINT_KEY: server.sandboxKey },
    })
    return JSON.parse(stdout)
  }

  it('makes a read again', async () => {
    const { data } = await anOrder()
    const read = await server.call('GET', `/v1/orders/${data.order_id}?expand=customer`)
    const { reproduction } = await detailOf(read.json.request_id)
    assert.equal(reproduction.safe_to_reproduce, true)
    assert.equal(reproduction.reproduction_complete, true)
    assert.equal(reproduction.recommended_environment, 'sandbox')
    assert.deepEqual((await pasted(reproduction.curl)).data, read.data)
  })

  it('shows the first answer of a write again, whatever is in its body, and makes nothing twice', async () => {
    const name = `A "quoted" 'one' $HOME \`id\` @file é\nand a line`
    const made = await anOrder({ body: { line_items: [{ name, unit_price_money: usd(1000) }] } })
    const { reproduction } = await detailOf(made.json.request_id)
    assert.equal(reproduction.safe_to_reproduce, true)
    assert.match(reproduction.headers['Idempotency-Key'], /^auto-/)
    const again = await pasted(reproduction.curl)
    assert.equal(again.data.order_id, made.data.order_id)
    assert.equal(again.data.line_items[0].name, name)
    assert.equal(again.meta.idempotency_replayed, true)
  })

  it('is not called safe once the first answer is forgotten, or was never kept', async () => {
    const made = await anOrder({ idempotencyKey: freshKey('old') })
    const wrong = await server.call('POST', '/v1/orders', { body: { line_items: [] } })
    const generated = await detailOf(wrong.json.request_id)
    assert.equal(generated.reproduction.safe_to_reproduce, false)
    assert.match(generated.reproduction.warnings.join(' '), /carried out again/)
    server.clock.advance(24 * 60 * 60 * 1000 + 1)
    const old = await detailOf(made.json.request_id)
    assert.equal(old.reproduction.safe_to_reproduce, false)
  })

  it('of a replay is safe only as long as the first answer is kept', async () => {
    const hourMs = 60 * 60 * 1000
    const idempotencyKey = freshKey('replayed')
    await anOrder({ idempotencyKey })
    server.clock.advance(23 * hourMs)
    const again = await anOrder({ idempotencyKey })
    assert.equal(again.headers.get('idempotency-replayed'), 'true')
    const first = await detailOf(again.json.request_id)
    assert.equal(first.reproduction.safe_to_reproduce, true)
    assert.match(first.reproduction.warnings.join(' '), /changes nothing, until \d{4}-/)
    // Less than ten minutes are not enough to read this and send it.
    server.clock.advance(hourMs - 5 * 60 * 1000)
    const late = await detailOf(again.json.request_id)
    assert.equal(late.reproduction.safe_to_reproduce, false)
    server.clock.advance(6 * hourMs)
    const old = await detailOf(again.json.request_id)
    assert.equal(old.reproduction.safe_to_reproduce, false)
    assert.match(old.reproduction.warnings.join(' '), /carried out again/)
  })

  it('is not called safe when the answer is gone before its time, as after a reset', async () => {
    const made = await anOrder({ idempotencyKey: freshKey('reset') })
    assert.equal((await detailOf(made.json.request_id)).reproduction.safe_to_reproduce, true)
    await server.services.db.query('DELETE FROM idempotency_keys')
    assert.equal((await detailOf(made.json.request_id)).reproduction.safe_to_reproduce, false)
  })

  it('runs nothing that a caller chose', async () => {
    const headers = { 'Flint-Version': '$(echo 2026-02-01)$FLINT_KEY' }
    const refused = await server.call('GET', '/v1/orders', { headers })
    const { reproduction } = await detailOf(refused.json.request_id)
    assert.match(reproduction.curl, /-H 'Flint-Version: \$\(echo 2026-02-01\)\$FLINT_KEY'/)
    assert.equal((await pasted(reproduction.curl)).error.code, refused.error.code)
  })

  it('of a call in live mode warns of real money, and is never safe', async () => {
    const { json } = await anOrder({ key: server.liveKey })
    const { reproduction } = await detailOf(json.request_id, server.liveKey)
    assert.equal(reproduction.recommended_environment, 'sandbox')
    assert.match(reproduction.warnings.join(' '), /real money/)
    assert.equal(reproduction.safe_to_reproduce, false)
  })
})

describe('when a customer is erased', () => {
  it('the headers and bodies of calls about them go, the calls stay', async () => {
    const made = await server.call('POST', '/v1/customers', { body: { email: 'erase-me@shop.example' } })
    const id = made.data.customer_id
    assert.equal((await detailOf(made.json.request_id)).request_body.email, 'erase-me@shop.example')
    await server.call('POST', `/v1/customers/${id}/deletion-requests`, { body: {} })
    server.clock.advance(2000)
    const worker = server.startWorker()
    await waitFor('the customer is erased', async () => {
      const { status } = await server.call('GET', `/v1/customers/${id}`)
      return status === 404
    })
    await worker.stop()
    const detail = await detailOf(made.json.request_id)
    assert.equal(detail.resource_id, id)
    assert.deepEqual([detail.request_body, detail.response_body, detail.request_headers], [null, null, {}])
    assert.match(detail.reproduction.warnings[0], /no longer kept/)
  })
})

describe('with details switched off', () => {
  it('calls are listed, without headers and bodies', async () => {
    const bare = await startTestServer({ FLINT_REQUEST_LOG_DETAILS: 'off' })
    const { json } = await bare.call('GET', '/v1/orders')
    const { data } = await bare.call('GET', `${list}?request_id=${json.request_id}`)
    const { data: detail } = await bare.call('GET', `${list}/${data[0].api_request_log_id}`)
    assert.deepEqual(detail.request_headers, {})
    assert.equal(detail.response_body, null)
    assert.equal(detail.reproduction.reproduction_complete, false)
  })
})
