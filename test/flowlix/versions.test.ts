import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { clientOf, directBody, expectError, flowlixCalls, makeFlowlixKey } from '../support/flowlix-calls.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 16, 18 Q2 and Q3: which form answers. */
const server = await startTestServer()

const answersB = ({ json }: any) => 'refunded_amount' in json
const pay = (headers: Record<string, string> = {}) =>
  server.flowlix('POST', '/v1/payments', { body: directBody('a'), headers })
const set = async (body: object) => {
  const answer = await server.call('PATCH', '/v1/flowlix/settings', { body })
  assert.equal(answer.status, 200, answer.text)
  server.clock.advance(1100)
  return answer.data
}

describe('Flowlix-Version', () => {
  it('may be left out, or be any real date', async () => {
    for (const version of ['2024-02-29', '2026-01-01', '2099-12-31'])
      assert.equal((await pay({ 'Flowlix-Version': version })).status, 201, version)
    assert.equal((await pay()).status, 201)
  })

  it('400 parameter_invalid for what is none', async () => {
    for (const version of ['2026-1-1', '01-01-2026', 'latest', '2026-13-01', '2026-02-30', ''])
      expectError(await pay({ 'Flowlix-Version': version }), {
        status: 400,
        type: 'invalid_request_error',
        code: 'parameter_invalid',
        param: 'Flowlix-Version',
      })
  })
})

describe('which form answers a key of A', () => {
  it('A, unless the merchant chose otherwise', async () => assert.equal(answersB(await pay()), false))

  it('B, from the date on that the merchant set', async () => {
    await set({ b_from: '2026-06-01' })
    assert.equal(answersB(await pay()), false)
    assert.equal(answersB(await pay({ 'Flowlix-Version': '2026-05-31' })), false)
    assert.equal(answersB(await pay({ 'Flowlix-Version': '2026-06-01' })), true)
    assert.equal(answersB(await pay({ 'Flowlix-Version': '2027-01-01' })), true)
    await set({ b_from: null })
    assert.equal(answersB(await pay({ 'Flowlix-Version': '2027-01-01' })), false)
  })

  // Source: contract, flowlix 16.1 and 18 Q3.
  it('the account’s own version counts where a request names none', async () => {
    await set({ b_from: '2026-06-01', default_version: '2026-07-01' })
    assert.equal(answersB(await pay()), true)
    assert.equal(answersB(await pay({ 'Flowlix-Version': '2026-01-01' })), false)
    await set({ b_from: null, default_version: null })
  })

  it('B, for all of the merchant’s calls, when it is set so', async () => {
    const { data } = await server.call('GET', '/v1/flowlix/settings')
    assert.equal(data.profile, 'a')
    assert.equal((await set({ profile: 'b' })).profile, 'b')
    const answer = await pay()
    assert.deepEqual([answer.json.status, answersB(answer)], ['pending', true])
    await set({ profile: 'a' })
    assert.equal(answersB(await pay()), false)
  })

  it('400 for settings that are none', async () => {
    for (const body of [{ profile: 'c' }, { b_from: 'soon' }])
      assert.equal((await server.call('PATCH', '/v1/flowlix/settings', { body })).status, 400)
  })
})

describe('which form answers a key of C', () => {
  it('C, whatever is set and whatever version is named', async () => {
    await set({ profile: 'b', b_from: '2026-01-01' })
    const { c } = await flowlixCalls(server)
    const { json } = await c.pay(undefined, { headers: { 'Flowlix-Version': '2027-01-01' } })
    assert.equal(json.currency, 'EUR')
    await set({ profile: 'a', b_from: null })
  })
})

describe('keys', () => {
  const kinds = [
    ['flowlix_a', server.sandboxKey, /^fl_test_sk_[A-Za-z0-9]{24,}$/],
    ['flowlix_a', server.liveKey, /^fl_live_sk_[A-Za-z0-9]{24,}$/],
    ['flowlix_c', server.sandboxKey, /^api_test_sk_[A-Za-z0-9]{24,}$/],
    ['flowlix_c', server.liveKey, /^api_live_sk_[A-Za-z0-9]{24,}$/],
  ] as const
  for (const [dialect, by, form] of kinds)
    it(`of ${dialect}: ${form.source}`, async () =>
      assert.match(await makeFlowlixKey(server, dialect, { by }), form))

  it('pick the mode: livemode says which, and neither sees the other’s payments', async () => {
    const { a } = await flowlixCalls(server)
    const live = clientOf(server, 'a', await makeFlowlixKey(server, 'flowlix_a', { by: server.liveKey }))
    const { id, livemode } = await a.paid()
    assert.equal(livemode, false)
    assert.equal((await live.read(id)).status, 404)
    assert.deepEqual((await live.list()).json.data, [])
  })

  it('are rolled over without a gap: two of them work side by side', async () => {
    const { a } = await flowlixCalls(server)
    const next = clientOf(server, 'a', await makeFlowlixKey(server, 'flowlix_a'))
    const { id } = await a.paid()
    assert.equal((await next.read(id)).status, 200)
    assert.equal((await a.read(id)).status, 200)
  })
})
