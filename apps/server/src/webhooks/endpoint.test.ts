import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { secretsValidAt, versionFor } from './endpoint.ts'

const [secret, previousSecret] = [Buffer.from('new'), Buffer.from('old')]
const until = '2026-10-06T09:00:00.000Z'

describe('secretsValidAt', () => {
  it('is the one secret before any rotation', () => {
    const secrets = { secret, previousSecret: null, previousSecretUntil: null }
    assert.deepEqual(secretsValidAt(secrets, until), [secret])
  })

  it('is new and old until the overlap ends, newest first', () => {
    const secrets = { secret, previousSecret, previousSecretUntil: until }
    assert.deepEqual(secretsValidAt(secrets, '2026-10-06T08:59:59.999Z'), [secret, previousSecret])
    assert.deepEqual(secretsValidAt(secrets, until), [secret])
  })
})

describe('versionFor', () => {
  it('follows the merchant, else the default, unless the endpoint is pinned', () => {
    assert.equal(versionFor('default', { apiVersion: null }), '2026-02-01')
    assert.equal(versionFor('default', { apiVersion: '2026-09-07' }), '2026-09-07')
    assert.equal(versionFor('2026-02-01', { apiVersion: '2026-09-07' }), '2026-02-01')
  })
})
