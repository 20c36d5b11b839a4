import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aLiveServer } from '../../verification/a-live-server.fixture.ts'
import { advanceBody, detailsBody } from '../../verification/an-account.fixture.ts'

const path = '/v1/onboarding/advance'

const aMerchant = async () => {
  const server = await aLiveServer()
  const advance = (body: unknown, options = {}) =>
    server.call('POST', path, { key: server.liveKey, body, ...options })
  const refused = async (body: unknown, expected: readonly [number, string, string?]) => {
    const before = await server.state()
    const { status, error } = await advance(body)
    assert.deepEqual([status, error?.code, error?.param].slice(0, expected.length), expected)
    assert.deepEqual(untimed(await server.state()), untimed(before))
  }
  return { ...server, advance, refused }
}

const untimed = (state: any) => ({ ...state, readiness_observed_at: '' })

describe('GET /v1/onboarding/state', () => {
  it('200: names what is left, in order', async () => {
    const { state, merchantId, seeded } = await aMerchant()
    const data = await state()
    assert.deepEqual(
      [data.status, data.can_issue_api_key, data.merchant_id, data.default_sandbox_id],
      ['needs_input', false, merchantId, seeded.sandboxId],
    )
    assert.deepEqual(data.next_step, {
      code: 'choose_country',
      owner: 'merchant',
      machine_completable: true,
      required_fields: ['country'],
      submit_method: 'POST',
      submit_endpoint: path,
      launch: null,
    })
    assert.deepEqual(data.next_step, data.pending_steps[0])
  })

  it("200: the same with a sandbox's key, for it is about live mode", async () => {
    const { state, call } = await aMerchant()
    const { data } = await call('GET', '/v1/onboarding/state')
    assert.deepEqual(untimed(data), untimed(await state()))
  })

  it('200: the older era has two fields more', async () => {
    const { call, liveKey } = await aMerchant()
    const read = async (version: string) =>
      (await call('GET', '/v1/onboarding/state', { key: liveKey, headers: { 'Flint-Version': version } }))
        .data
    const older = await read('2026-02-01')
    assert.deepEqual([older.email_verified, older.merchant_created], [true, false])
    assert.equal((await read('2026-09-07')).email_verified, undefined)
  })
})

describe('POST /v1/onboarding/advance', () => {
  it('200: an empty body changes nothing', async () => {
    const { advance, state, told } = await aMerchant()
    const before = await state()
    const { status, data } = await advance({})
    assert.equal(status, 200)
    assert.deepEqual(untimed(data), untimed(before))
    assert.deepEqual(untimed((await advance({})).data), untimed(before))
    assert.deepEqual(await told(), [])
  })

  it('200: following next_step by call alone ends with everything given', async () => {
    const { send, state } = await aMerchant()
    const all: Record<string, any> = { ...advanceBody('https://lamps.example'), ...detailsBody }
    const seen: string[] = []
    for (let { next_step: step } = await state(); step; { next_step: step } = await state()) {
      seen.push(step.code)
      const names = new Set<string>(step.required_fields.map((name: string) => name.split('.')[0]))
      await send(
        step.submit_method,
        step.submit_endpoint,
        Object.fromEntries([...names].map((name) => [name, all[name]])),
      )
      assert.ok(seen.length < 9, seen.join())
    }
    assert.deepEqual(seen, [
      'choose_country',
      'submit_profile',
      'request_capabilities',
      'submit_account_details',
    ])
    assert.equal((await state()).status, 'complete')
  })

  it('200: the body of the older era', async () => {
    const { advance } = await aMerchant()
    const { data } = await advance({
      country: 'US',
      capability_requests: [
        { capability: 'accept_card_payments', requested: true },
        { capability: 'receive_payouts', requested: true },
      ],
      artifacts: [{ kind: 'anything' }],
      include_future_requirements: true,
      refresh_url: 'https://lamps.example/again',
      return_url: 'https://lamps.example/back',
      surface: 'agent',
    })
    assert.deepEqual(data.requested_capabilities, ['accept_card_payments', 'receive_payouts'])
  })

  it('200: the stored answer for the same idempotency key', async () => {
    const { advance } = await aMerchant()
    const first = await advance({ country: 'US' }, { idempotencyKey: 'one' })
    const again = await advance({ country: 'US' }, { idempotencyKey: 'one' })
    assert.equal(again.headers.get('idempotency-replayed'), 'true')
    assert.deepEqual(again.data, first.data)
  })

  it('400 COUNTRY_NOT_SUPPORTED, CAPABILITY_SET_UNSUPPORTED, INVALID_WEBSITE_URL', async () => {
    const { refused } = await aMerchant()
    await refused({ country: 'FR' }, [400, 'COUNTRY_NOT_SUPPORTED', 'country'])
    for (const requested_capabilities of [
      ['accept_card_payments'],
      ['accept_ach_debit_payments'],
      ['fly'],
      [],
    ])
      await refused({ requested_capabilities }, [400, 'CAPABILITY_SET_UNSUPPORTED'])
    await refused({ capability_requests: [{ capability: 'receive_payouts', requested: true }] }, [
      400,
      'CAPABILITY_SET_UNSUPPORTED',
      'capability_requests',
    ])
    await refused({ profile: { website_url: 'lamps' } }, [400, 'INVALID_WEBSITE_URL', 'profile.website_url'])
  })

  it("403 DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY: a sandbox's key looks, and gives nothing", async () => {
    const { call, state } = await aMerchant()
    const before = await state()
    assert.equal((await call('POST', path, { body: {} })).status, 200)
    const { status, error } = await call('POST', path, { body: advanceBody('https://elsewhere.example') })
    assert.deepEqual([status, error.code], [403, 'DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY'])
    assert.deepEqual(untimed(await state()), untimed(before))
  })

  it('400 UNKNOWN_FIELD, 404 SANDBOX_NOT_FOUND', async () => {
    const { refused } = await aMerchant()
    await refused({ colour: 'red' }, [400, 'UNKNOWN_FIELD', 'colour'])
    await refused({ sandbox_id: 'test_none' }, [404, 'SANDBOX_NOT_FOUND', 'sandbox_id'])
  })
})
