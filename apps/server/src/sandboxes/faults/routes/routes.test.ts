import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { startTestServer } from '../../../../../../test/support/server.ts'
import { faultDefaults, faultNames } from '../../../platform/faults/faults.ts'
import { allOff, faultSwitch, faultsPath } from '../faulty-sandbox.fixture.ts'

const server = await startTestServer()
const switchTo = faultSwitch(server)
const own = faultsPath(server.seeded.sandboxId)
const live = { key: server.liveKey }

afterEach(() => switchTo(allOff))

const off = { sandbox_id: server.seeded.sandboxId, active_faults: [], ...allOff }
const callsWith = [
  ['a test key of the sandbox', {}],
  ['a live key of the merchant', live],
] as const

describe('GET /v1/developer/sandboxes/{sandbox_id}/faults', () => {
  for (const [who, options] of callsWith)
    it(`200 for ${who}: every fault by name, null while it is off`, async () => {
      const { status, data } = await server.call('GET', own, options)
      assert.deepEqual([status, data], [200, off])
    })
  it('200: one that is on, with its settings', async () => {
    await switchTo({ slow_answers: { delay_milliseconds: 20 } })
    const { data } = await server.call('GET', own)
    assert.deepEqual(data.active_faults, ['slow_answers'])
    assert.deepEqual(data.slow_answers, { enabled: true, rate: 1, delay_milliseconds: 20 })
  })
  it('403 SANDBOX_SELECTION_FORBIDDEN: a test key of another sandbox', async () => {
    const { key } = await server.anotherSandbox()
    const { status, error } = await server.call('GET', own, { key })
    assert.deepEqual([status, error.code], [403, 'SANDBOX_SELECTION_FORBIDDEN'])
  })
  it('404 SANDBOX_NOT_FOUND', async () => {
    const { status, error } = await server.call('GET', faultsPath('test_01K9ABCDEFGHJKMNPQRSTVWXYZ'), live)
    assert.deepEqual([status, error.code], [404, 'SANDBOX_NOT_FOUND'])
  })
})

describe('PATCH /v1/developer/sandboxes/{sandbox_id}/faults', () => {
  for (const [who, options] of callsWith)
    it(`200 for ${who}: switches on with defaults, off with null or enabled: false`, async () => {
      const patch = (body: unknown) => server.call('PATCH', own, { ...options, body })
      const on = await patch(Object.fromEntries(faultNames.map((name) => [name, {}])))
      assert.equal(on.status, 200, JSON.stringify(on.json))
      assert.deepEqual(on.data.active_faults, [...faultNames])
      for (const name of faultNames)
        assert.deepEqual(on.data[name], { enabled: true, ...faultDefaults[name] })
      const some = await patch({
        rate_limits: null,
        slow_answers: { enabled: false },
        webhook_drops: { rate: 0.5 },
      })
      assert.deepEqual([some.data.rate_limits, some.data.slow_answers], [null, null])
      assert.deepEqual(some.data.webhook_drops, { enabled: true, rate: 0.5, lost: 'request' })
      assert.deepEqual((await patch(allOff)).data, off)
    })

  it('200: counts from the next call on, and of no other sandbox', async () => {
    const other = await server.anotherSandbox()
    await switchTo({ rate_limits: { mode: 'forced' } })
    assert.equal((await server.call('GET', '/v1/orders')).status, 429)
    assert.equal((await server.call('GET', '/v1/orders', { key: other.key })).status, 200)
    assert.equal((await server.call('GET', '/v1/orders', live)).status, 200)
    await switchTo({ rate_limits: null })
    assert.equal((await server.call('GET', '/v1/orders')).status, 200)
  })
  it('200: two changes at once both count', async () => {
    await Promise.all([switchTo({ webhook_drops: {} }), switchTo({ webhook_delays: {} })])
    const { data } = await server.call('GET', own)
    assert.deepEqual(data.active_faults, ['webhook_delays', 'webhook_drops'])
  })

  const wrong: [what: string, body: unknown, code: string, param?: string][] = [
    ['nothing to change', {}, 'NO_FIELDS_TO_UPDATE'],
    ['a fault that there is none of', { power_cuts: {} }, 'UNKNOWN_FIELD', 'power_cuts'],
    [
      'a setting that it does not have',
      { webhook_delays: { rate: 1 } },
      'UNKNOWN_FIELD',
      'webhook_delays.rate',
    ],
    ['a rate above one', { webhook_drops: { rate: 1.1 } }, 'INVALID_REQUEST', 'webhook_drops.rate'],
    ['a rate below zero', { webhook_drops: { rate: -0.1 } }, 'INVALID_REQUEST', 'webhook_drops.rate'],
    [
      'a wait above thirty seconds',
      { slow_answers: { delay_milliseconds: 30_001 } },
      'INVALID_REQUEST',
      'slow_answers.delay_milliseconds',
    ],
    [
      'no decline code of a card',
      { decline_storm: { decline_code: 'bank_account_closed' } },
      'INVALID_REQUEST',
      'decline_storm.decline_code',
    ],
    ['a word in place of a fault', { slow_answers: 'on' }, 'INVALID_FIELD_TYPE', 'slow_answers'],
  ]
  for (const [what, body, code, param] of wrong)
    it(`400 ${code}: ${what}`, async () => {
      const { status, error } = await server.call('PATCH', own, { body })
      assert.deepEqual([status, error.code, error.param], [400, code, param])
      assert.deepEqual((await server.call('GET', own)).data, off)
    })
  it('403 SANDBOX_SELECTION_FORBIDDEN: a test key of another sandbox', async () => {
    const { key } = await server.anotherSandbox()
    const { status, error } = await server.call('PATCH', own, { key, body: allOff })
    assert.deepEqual([status, error.code], [403, 'SANDBOX_SELECTION_FORBIDDEN'])
  })
  it('404 SANDBOX_NOT_FOUND', async () => {
    const path = faultsPath('test_01K9ABCDEFGHJKMNPQRSTVWXYZ')
    const { status, error } = await server.call('PATCH', path, { ...live, body: allOff })
    assert.deepEqual([status, error.code], [404, 'SANDBOX_NOT_FOUND'])
  })
  it('409 SANDBOX_ARCHIVED', async () => {
    const { sandboxId, environmentId } = await server.anotherSandbox()
    await server.services.db.query("UPDATE environments SET status = 'archived' WHERE environment_id = $1", [
      environmentId,
    ])
    const { status, error } = await server.call('PATCH', faultsPath(sandboxId), { ...live, body: allOff })
    assert.deepEqual([status, error.code], [409, 'SANDBOX_ARCHIVED'])
  })
})

describe('live mode', () => {
  it('cannot have faults: no route reaches it, and its row refuses them', async () => {
    const { status } = await server.call('PATCH', faultsPath(''), { ...live, body: { slow_answers: {} } })
    assert.equal(status, 404)
    await assert.rejects(
      server.services.db.query(`UPDATE environments SET faults = '{"slow_answers": {}}' WHERE mode = 'live'`),
      /check constraint/,
    )
  })
})
