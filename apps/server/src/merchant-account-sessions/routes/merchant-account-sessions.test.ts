import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addMerchant } from '../../../../../test/support/add-merchant.ts'
import { hourMs } from '../../platform/clock/clock.ts'
import { aLiveServer } from '../../verification/a-live-server.fixture.ts'

const path = '/v1/merchant-account-sessions'
const server = await aLiveServer()
const post = (url: string, body: unknown, key = server.liveKey) => server.call('POST', url, { body, key })
const refused = async (
  url: string,
  body: unknown,
  expected: readonly [number, string, string?],
  key?: string,
) => {
  const { status, error } = await post(url, body, key)
  assert.deepEqual([status, error?.code, error?.param].slice(0, expected.length), expected)
}

// Forms of the processor's own: see verification/reviewers/stripe.test.ts.
describe('POST /v1/merchant-account-sessions', () => {
  it("201: leads to the dashboard's page where no processor asks for details", async () => {
    const { status, data, headers } = await post(path, {
      components: ['account_onboarding', 'account_onboarding'],
    })
    assert.equal(status, 201)
    const { launch_token, launch_token_expires_at, ...action } = data.external_action
    const environment = headers.get('flint-merchant-environment-id')
    assert.deepEqual(action, {
      kind: 'hosted',
      url: `${server.url}/dashboard/${environment}/verification`,
      provider_session_expires_at: null,
      stripe: null,
    })
    assert.ok(launch_token && Date.parse(launch_token_expires_at) > server.clock.nowMs())
    assert.deepEqual(data.components, ['account_onboarding'])
    assert.deepEqual(data.effective_policy, {
      collection_strategy: 'upfront',
      future_requirements: 'include',
      targeting: 'all',
      targeted_requirement_ids: [],
    })
  })

  it('201: says what it targets', async () => {
    const targetingOf = async (body: object) =>
      (await post(path, { components: ['account_management'], ...body })).data.effective_policy.targeting
    assert.equal(await targetingOf({ future_requirements: 'omit' }), 'all_due')
    assert.equal(await targetingOf({ targeted_requirement_ids: ['bank_account'] }), 'targeted')
    assert.equal(await targetingOf({ components: ['payouts'] }), 'none')
  })

  it('400 for components, policies and requirements that are not to be had', async () => {
    for (const components of [[], ['colours']])
      await refused(path, { components }, [400, 'MERCHANT_ACCOUNT_SESSION_INVALID_COMPONENT'])
    await refused(path, { components: ['balances'], collection_strategy: 'upfront' }, [
      400,
      'MERCHANT_ACCOUNT_SESSION_POLICY_NOT_SUPPORTED_BY_COMPONENT',
      'collection_strategy',
    ])
    await refused(path, { components: ['account_onboarding'], targeted_requirement_ids: ['colours'] }, [
      400,
      'MERCHANT_ACCOUNT_SESSION_UNMAPPABLE_REQUIREMENT_ID',
      'targeted_requirement_ids[0]',
    ])
    await refused(path, { components: ['balances'], sandbox_id: server.seeded.sandboxId }, [
      400,
      'MERCHANT_ACCOUNT_SESSION_INELIGIBLE',
      'sandbox_id',
    ])
  })
})

describe('POST /v1/merchant-account-sessions/refresh', () => {
  const aToken = async () =>
    (await post(path, { components: ['account_onboarding'] })).data.external_action.launch_token as string

  it('200: the same form with a new token', async () => {
    const launch_token = await aToken()
    const { status, data } = await post(`${path}/refresh`, { launch_token })
    assert.deepEqual([status, data.components], [200, ['account_onboarding']])
    assert.notEqual(data.external_action.launch_token, launch_token)
  })

  it('400 MERCHANT_ACCOUNT_SESSION_INVALID_LAUNCH_TOKEN: made up, or an hour old', async () => {
    const wanted = [400, 'MERCHANT_ACCOUNT_SESSION_INVALID_LAUNCH_TOKEN', 'launch_token'] as const
    for (const launch_token of ['masl_none', 'x', `masl_${'A'.repeat(100)}`])
      await refused(`${path}/refresh`, { launch_token }, wanted)
    const launch_token = await aToken()
    server.clock.advance(hourMs)
    await refused(`${path}/refresh`, { launch_token }, wanted)
  })

  it('409 MERCHANT_ACCOUNT_SESSION_LAUNCH_TOKEN_SCOPE_MISMATCH: of another merchant', async () => {
    const { liveKey } = await addMerchant(server.services)
    const wanted = [409, 'MERCHANT_ACCOUNT_SESSION_LAUNCH_TOKEN_SCOPE_MISMATCH', 'launch_token'] as const
    await refused(`${path}/refresh`, { launch_token: await aToken() }, wanted, liveKey)
  })
})
