import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as server from '../../../server/src/platform/http/versions.ts'
import { apiVersion, apiVersions, curlOf } from './curl.ts'

const origin = 'https://pay.example'

describe('curlOf', () => {
  it('names the key and the version, and never prints a key', () => {
    const command = curlOf(
      { method: 'GET', path: '/v1/orders?status=open', body: undefined, idempotencyKey: null },
      origin,
    )
    assert.equal(
      command,
      [
        `curl -s 'https://pay.example/v1/orders?status=open'`,
        `-H "Authorization: Bearer $FLINT_KEY"`,
        `-H 'Flint-Version: ${apiVersion}'`,
      ].join(' \\\n  '),
    )
  })

  it('writes what a shell takes as it is, quotes too', () => {
    const command = curlOf(
      { method: 'POST', path: '/v1/orders', body: { name: "Ada's" }, idempotencyKey: 'key-1' },
      origin,
    )
    assert.match(command, /^curl -s -X POST /)
    assert.match(command, /-H 'Idempotency-Key: key-1'/)
    assert.ok(command.includes(`"name": "Ada'\\''s"`))
  })
})

describe('the versions that can be chosen', () => {
  it('are those that the server serves', () => {
    assert.deepEqual(apiVersions, server.apiVersions)
    assert.ok(server.isApiVersion(apiVersion))
  })
})
