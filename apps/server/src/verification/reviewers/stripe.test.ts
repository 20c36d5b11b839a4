import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { startStripeStandIn } from '../../../../../test/stripe-stand-in/stand-in.ts'
import { approveAccount, updateAccount } from '../../../../../test/stripe-stand-in/accounts.ts'
import { advanceBody, aPng, detailsBody } from '../an-account.fixture.ts'
import { syncAccount } from '../ask-provider.ts'

/** A merchant that Stripe verifies. */
const aConnectedMerchant = async () => {
  const standIn = await startStripeStandIn({ accounts: 'connected' })
  const server = await startTestServer(standIn.env)
  after(() => standIn.close())
  const { merchantId } = server.seeded
  const call = (method: string, path: string, body?: unknown, key = server.liveKey) =>
    server.call(method, path, { key, ...(body === undefined ? {} : { body }) })
  const data = async (method: string, path: string, body?: unknown) => {
    const answer = await call(method, path, body)
    assert.ok(answer.status < 300, JSON.stringify(answer.json))
    return answer.data
  }
  const accountId = async (): Promise<string> => {
    const { rows } = await server.services.db.query(
      'SELECT processor_account_id FROM merchants WHERE merchant_id = $1',
      [merchantId],
    )
    return rows[0].processor_account_id
  }
  const axes = async () => {
    const { payments, payouts } = await data('GET', `/v1/merchants/${merchantId}/readiness`)
    return [payments.status, payouts.status]
  }
  return { ...server, standIn, merchantId, call, data, accountId, axes }
}

const website = 'https://lamps.example'

describe('a merchant that Stripe verifies', () => {
  it('gets one account there, once country, profile and capabilities are known', async () => {
    const { data, accountId, standIn, axes } = await aConnectedMerchant()
    await data('POST', '/v1/onboarding/advance', { country: 'US' })
    assert.equal(await accountId(), null)
    const state = await data('POST', '/v1/onboarding/advance', advanceBody(website))
    const id = await accountId()
    assert.equal(standIn.world.accounts.get(id)?.['business_profile'].url, website)
    assert.deepEqual(
      [state.status, state.next_step.code],
      ['needs_external_action', 'complete_account_onboarding'],
    )
    assert.deepEqual(state.next_step.required_fields, ['additional_account_information'])
    assert.ok(state.requirements.past_due.includes('bank_account'))
    assert.deepEqual(await axes(), ['blocked', 'blocked'])
    await data('POST', '/v1/onboarding/advance', {})
    assert.equal(standIn.world.accounts.size, 1)
  })

  it("opens Stripe's form, and once more", async () => {
    const { data, call, standIn } = await aConnectedMerchant()
    const path = '/v1/merchant-account-sessions'
    const components = ['account_onboarding', 'tax_documents']
    const early = await call('POST', path, { components })
    assert.equal(early.error.code, 'MERCHANT_ACCOUNT_SESSION_ACCOUNT_SETUP_REQUIRED')
    await data('POST', '/v1/onboarding/advance', advanceBody(website))
    const { external_action: action } = await data('POST', path, { components })
    assert.deepEqual(
      [action.kind, action.stripe.components],
      ['embedded', ['account_onboarding', 'documents']],
    )
    assert.equal(action.stripe.publishable_key, standIn.publishableKey)
    assert.ok(action.stripe.client_secret && action.provider_session_expires_at)
    const again = await data('POST', `${path}/refresh`, { launch_token: action.launch_token })
    assert.notEqual(again.external_action.stripe.client_secret, action.stripe.client_secret)
  })

  it('is ready when Stripe says so, with events', async () => {
    const { data, accountId, standIn, axes, services } = await aConnectedMerchant()
    await data('POST', '/v1/onboarding/advance', advanceBody(website))
    approveAccount(standIn.world, await accountId())
    await syncAccount(services, await accountId())
    assert.deepEqual(await axes(), ['ready', 'ready'])
    assert.equal((await data('GET', '/v1/onboarding/state')).status, 'complete')
    const { rows } = await services.db.query(
      `SELECT DISTINCT event_type FROM events WHERE created_at >= now() - interval '1 hour' ORDER BY 1`,
    )
    assert.deepEqual(
      rows.map(({ event_type }) => event_type),
      ['capability.updated', 'merchant.readiness.updated'],
    )
  })

  it('is blocked when Stripe takes it back, and follows an empty advance', async () => {
    const { data, accountId, standIn, axes, services } = await aConnectedMerchant()
    await data('POST', '/v1/onboarding/advance', advanceBody(website))
    approveAccount(standIn.world, await accountId())
    await syncAccount(services, await accountId())
    updateAccount(standIn.world, await accountId(), {
      payouts_enabled: false,
      requirements: { currently_due: ['external_account'], past_due: ['external_account'] },
    })
    const state = await data('POST', '/v1/onboarding/advance', {})
    assert.deepEqual(state.requirements.past_due, ['bank_account'])
    assert.deepEqual(await axes(), ['ready', 'blocked'])
    updateAccount(standIn.world, await accountId(), {
      charges_enabled: false,
      requirements: { disabled_reason: 'rejected.fraud' },
    })
    await syncAccount(services, await accountId())
    assert.deepEqual(await axes(), ['blocked', 'blocked'])
  })

  it('news of an account that is nobody here change nothing', async () => {
    const { services } = await aConnectedMerchant()
    await syncAccount(services, 'acct_nobody')
  })

  it('503 ONBOARDING_UNAVAILABLE without an answer; what was given is kept, and the next try goes on', async () => {
    const { data, call, accountId, standIn } = await aConnectedMerchant()
    // It was made, and nobody heard of it; the package asks twice.
    standIn.controls.fault({ on: 'POST /v1/accounts', what: 'no_answer_after', times: 2 })
    const failed = await call('POST', '/v1/onboarding/advance', advanceBody(website))
    assert.deepEqual([failed.status, failed.error.code], [503, 'ONBOARDING_UNAVAILABLE'])
    assert.equal((await data('GET', '/v1/onboarding/state')).country, 'US')
    await data('POST', '/v1/onboarding/advance', {})
    assert.ok(await accountId())
    assert.equal(standIn.world.accounts.size, 1)
  })

  it('400 ONBOARDING_PROFILE_PROVIDER_MANAGED for what its form asks for', async () => {
    const { call, merchantId } = await aConnectedMerchant()
    const path = `/v1/merchants/${merchantId}/verification`
    const document = { kind: 'identity_document', file_name: 'a.png', content: aPng }
    for (const answer of [
      await call('POST', path, detailsBody),
      await call('POST', `${path}/documents`, document),
    ])
      assert.deepEqual([answer.status, answer.error.code], [400, 'ONBOARDING_PROFILE_PROVIDER_MANAGED'])
  })

  it('400 MERCHANT_ACCOUNT_SESSION_INELIGIBLE in a sandbox', async () => {
    const { call, sandboxKey } = await aConnectedMerchant()
    const body = { components: ['account_onboarding'] }
    const { status, error } = await call('POST', '/v1/merchant-account-sessions', body, sandboxKey)
    assert.deepEqual([status, error.code], [400, 'MERCHANT_ACCOUNT_SESSION_INELIGIBLE'])
  })
})
