import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addKey } from '../../../../../test/support/add-key.ts'
import { aLiveServer } from '../../verification/a-live-server.fixture.ts'
import { domainsSeenWith } from '../list-capabilities.ts'

describe('GET /v1/capabilities', () => {
  it('200: eight rows; in a sandbox all that the simulator takes is ready', async () => {
    const { call } = await aLiveServer()
    const { status, data } = await call('GET', '/v1/capabilities')
    assert.deepEqual([status, data.length], [200, 8])
    const [card] = data
    assert.ok(Date.parse(card.observed_at))
    assert.deepEqual(
      { ...card, observed_at: '' },
      {
        capability: 'accept_card_payments',
        domain: 'payments',
        status: 'ready',
        requirements: {
          currently_due_fields: [],
          past_due_fields: [],
          eventually_due_fields: [],
          pending_verification_fields: [],
          current_deadline_at: null,
          disabled_reason: null,
        },
        blocked_reasons: [],
        next_actions: [],
        observed_at: '',
      },
    )
  })

  it('200: in live mode says why not, and who can change it', async () => {
    const { send, giveAll } = await aLiveServer()
    const [row] = await send('GET', '/v1/capabilities?capability=receive_payouts')
    assert.deepEqual([row.status, row.blocked_reasons[0].code], ['blocked', 'onboarding_not_started'])
    assert.equal(row.blocked_reasons[0].resolution_owner, 'merchant')
    await giveAll()
    const [after] = await send('GET', '/v1/capabilities?capability=receive_payouts')
    assert.equal(after.status, 'ready')
  })

  it('200: by domain', async () => {
    const { send } = await aLiveServer()
    const rows = await send('GET', '/v1/capabilities?domain=money_movement')
    assert.deepEqual(new Set(rows.map((row: any) => row.domain)), new Set(['money_movement']))
    assert.deepEqual(await send('GET', '/v1/capabilities?domain=payments&capability=receive_payouts'), [])
  })

  it('200: a key of one domain sees only that', async () => {
    const { services, call, merchantId } = await aLiveServer()
    const { rows } = await services.db.query(
      `SELECT environment_id FROM environments WHERE merchant_id = $1 AND mode = 'live'`,
      [merchantId],
    )
    const scopes = ['capabilities.read', 'payments.payment_intents.read']
    const { key } = await addKey(services, rows[0].environment_id, { scopes, prefix: 'live' })
    const { data } = await call('GET', '/v1/capabilities', { key })
    assert.deepEqual(new Set(data.map((row: any) => row.domain)), new Set(['payments']))
  })

  it('400 INVALID_QUERY_PARAMETER for a word that is none', async () => {
    const { call } = await aLiveServer()
    const { error } = await call('GET', '/v1/capabilities?domain=colours')
    assert.deepEqual([error.code, error.param], ['INVALID_QUERY_PARAMETER', 'domain'])
  })
})

describe('domainsSeenWith', () => {
  const cases: [scopes: string[], seen: string[]][] = [
    [['capabilities.read'], ['payments', 'money_movement']],
    [['capabilities.read', 'payments.disputes.read'], ['payments']],
    [['capabilities.read', 'money_movement.payouts.read'], ['money_movement']],
    [
      ['money_movement.payouts.read', 'payments.disputes.read'],
      ['payments', 'money_movement'],
    ],
  ]
  for (const [scopes, seen] of cases)
    it(scopes.join(', '), () => assert.deepEqual(domainsSeenWith(new Set(scopes)), seen))
})
