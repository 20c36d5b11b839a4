import assert from 'node:assert/strict'
import { type TestServer, testLiveKey } from '../../../../test/support/server.ts'
import { scopesOfMode } from '../platform/auth/scopes.ts'

export type MadeSandbox = { sandboxId: string; key: string }

let made = 0

/** A sandbox made through the API, with a key that may do everything. */
export const aSandbox = async (
  server: Pick<TestServer, 'call'>,
  name = `Sandbox ${++made}`,
): Promise<MadeSandbox> => {
  const { status, data, json } = await server.call('POST', '/v1/developer/sandboxes', {
    key: testLiveKey,
    body: { name, issue_test_key: true, scopes: testScopes },
  })
  assert.equal(status, 201, JSON.stringify(json))
  return { sandboxId: data.sandbox_id, key: data.secret_key }
}

export const testScopes = scopesOfMode('test')

export const manage = (
  server: Pick<TestServer, 'call'>,
  method: string,
  path: string,
  options: Parameters<TestServer['call']>[2] = {},
) => server.call(method, `/v1/developer/sandboxes${path}`, { key: testLiveKey, ...options })

export const importInto = (server: Pick<TestServer, 'call'>, sandboxId: string, file: string) =>
  manage(server, 'POST', `/${sandboxId}/import`, {
    body: file,
    headers: { 'Content-Type': 'application/x-ndjson' },
  })

export const exportOf = async (server: Pick<TestServer, 'call'>, sandboxId: string): Promise<string> => {
  const { status, text } = await manage(server, 'GET', `/${sandboxId}/export`)
  assert.equal(status, 200, text)
  return text
}
