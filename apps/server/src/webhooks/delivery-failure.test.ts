import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BlockedTarget } from './checked-lookup.ts'
import { networkFailure, statusFailure, timeoutFailure } from './delivery-failure.ts'

const withCode = (code: string, syscall?: string) =>
  Object.assign(new Error(`${syscall} ${code}`), { code, syscall })

describe('statusFailure', () => {
  const table: [statusCode: number, errorCategory: string | null, retryable: boolean | null][] = [
    [200, null, null],
    [204, null, null],
    [299, null, null],
    // Redirects and other oddities are failures that only a change of the endpoint can end.
    [300, 'webhook_delivery', false],
    [302, 'webhook_delivery', false],
    [304, 'webhook_delivery', false],
    [400, 'webhook_http_4xx', false],
    [404, 'webhook_http_4xx', false],
    [408, 'webhook_http_4xx', true],
    [410, 'webhook_http_4xx', false],
    [429, 'webhook_http_4xx', true],
    [500, 'webhook_http_5xx', true],
    [503, 'webhook_http_5xx', true],
    [599, 'webhook_http_5xx', true],
    [999, 'webhook_http_5xx', true],
  ]
  for (const [statusCode, errorCategory, retryable] of table) {
    it(`${statusCode} is ${errorCategory ?? 'a success'}`, () => {
      const failure = statusFailure(statusCode)
      assert.equal(failure?.errorCategory ?? null, errorCategory)
      assert.equal(failure?.retryable ?? null, retryable)
      if (failure) assert.equal(failure.diagnosticCategory, 'http_error')
    })
  }
})

describe('networkFailure', () => {
  const table: [error: unknown, diagnosticCategory: string, errorCategory: string][] = [
    [withCode('ENOTFOUND', 'getaddrinfo'), 'dns_error', 'webhook_dns'],
    [withCode('EAI_AGAIN', 'getaddrinfo'), 'dns_error', 'webhook_dns'],
    [withCode('ESERVFAIL', 'queryA'), 'dns_error', 'webhook_dns'],
    [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls_error', 'webhook_tls'],
    [withCode('SELF_SIGNED_CERT_IN_CHAIN'), 'tls_error', 'webhook_tls'],
    [withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'tls_error', 'webhook_tls'],
    [withCode('CERT_HAS_EXPIRED'), 'tls_error', 'webhook_tls'],
    [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls_error', 'webhook_tls'],
    [withCode('ERR_SSL_WRONG_VERSION_NUMBER'), 'tls_error', 'webhook_tls'],
    [withCode('EPROTO', 'write'), 'tls_error', 'webhook_tls'],
    [withCode('ETIMEDOUT', 'connect'), 'timeout', 'webhook_timeout'],
    [withCode('ECONNREFUSED', 'connect'), 'connection_error', 'webhook_connection'],
    [withCode('ECONNRESET', 'read'), 'connection_error', 'webhook_connection'],
    [withCode('HPE_INVALID_CONSTANT'), 'connection_error', 'webhook_connection'],
    [new Error('socket hang up'), 'connection_error', 'webhook_connection'],
    ['not even an error', 'connection_error', 'webhook_connection'],
    [undefined, 'connection_error', 'webhook_connection'],
    [new BlockedTarget(), 'blocked_target', 'webhook_blocked_target'],
  ]
  for (const [error, diagnosticCategory, errorCategory] of table) {
    it(`${String(error)} is ${diagnosticCategory}`, () => {
      const failure = networkFailure(error)
      assert.equal(failure.diagnosticCategory, diagnosticCategory)
      assert.equal(failure.errorCategory, errorCategory)
      for (const text of [failure.errorSummary, failure.errorMessage, failure.recommendedAction])
        assert.ok(text)
    })
  }

  it('tells what happened at each of several addresses once', () => {
    const causes = [new Error('connect A'), new Error('connect B'), new Error('connect A')]
    const failure = networkFailure(Object.assign(new AggregateError(causes), { code: 'ECONNREFUSED' }))
    assert.equal(failure.errorMessage, 'connect A; connect B')
  })
})

describe('timeoutFailure', () => {
  it('says whether a connection or an answer was missing', () => {
    assert.match(timeoutFailure(10_000, 'connection').errorMessage, /connection.*10000 ms/u)
    assert.match(timeoutFailure(10_000, 'answer').errorMessage, /answer.*10000 ms/u)
  })
})
