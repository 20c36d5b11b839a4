import assert from 'node:assert/strict'
import type { ApiCall } from '../../../../test/support/api.ts'
import type { TestServer } from '../../../../test/support/server.ts'
import { groupNames } from './fields.ts'

/** Settings of a test server's sandbox, changed over its API. */
export const settingsCalls = (server: TestServer) => {
  const patch = (body: unknown, options: ApiCall = {}) =>
    server.call('PATCH', '/v1/settings', { body, ...options })
  const set = async (body: object, options: ApiCall = {}) => {
    const { status, data, json } = await patch(body, options)
    assert.equal(status, 200, JSON.stringify(json))
    return data
  }
  const read = async (path = '/v1/settings', options: ApiCall = {}) => {
    const { status, data, json } = await server.call('GET', path, options)
    assert.equal(status, 200, JSON.stringify(json))
    return data
  }
  return {
    patch,
    set,
    read,
    effective: (options: ApiCall = {}) => read('/v1/settings/effective', options),
    /** Everything back to its default. */
    clear: async () => {
      const { version } = await read()
      await set({
        expected_version: version,
        metadata: null,
        ...Object.fromEntries(groupNames.map((name) => [name, null])),
      })
    },
  }
}
