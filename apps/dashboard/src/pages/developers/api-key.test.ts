import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ApiKey, keyStatus } from './api-key.ts'
import { expiresAt } from './key-expiry.ts'

const now = new Date('2026-10-05T09:00:00Z')
const key = (fields: Partial<ApiKey>): ApiKey => ({
  api_key_id: 'key_1',
  name: 'CI',
  key_prefix: 'flint_test_9f1c',
  dialect: 'flint',
  scopes: [],
  status: 'active',
  expires_at: null,
  last_used_at: null,
  created_at: '',
  updated_at: '',
  ...fields,
})

describe('the state of a key', () => {
  it('is expired once its time is up, unless it was revoked', () => {
    assert.equal(keyStatus(key({}), now), 'active')
    assert.equal(keyStatus(key({ expires_at: '2026-10-05T09:00:01Z' }), now), 'active')
    assert.equal(keyStatus(key({ expires_at: '2026-10-05T09:00:00Z' }), now), 'expired')
    assert.equal(keyStatus(key({ expires_at: '2026-10-05T09:00:00Z', status: 'revoked' }), now), 'revoked')
  })

  it('is asked for in days from now', () => {
    assert.equal(expiresAt('', now), null)
    assert.equal(expiresAt('30', now), '2026-11-04T09:00:00.000Z')
  })
})
