import assert from 'node:assert/strict'
import { usd } from '../../../../../test/support/money-calls.ts'
import type { TestServer } from '../../../../../test/support/server.ts'

/** What the suites about modifiers say to a server, in short words. */
export const modifierCalls = ({ call }: TestServer) => {
  const made = async (path: string, body: object) => {
    const answer = await call('POST', path, { body })
    assert.equal(answer.status, 201, JSON.stringify(answer.json))
    return answer.data
  }
  return {
    /** A list of two modifiers, the second for 0.50 US dollars, unless told otherwise. */
    aGroup: (body: object = {}) =>
      made('/v1/modifier-groups', {
        name: 'Milk',
        modifiers: [{ name: 'Whole' }, { name: 'Oat', price_delta_money: usd(50) }],
        ...body,
      }),
    aSet: (modifierGroupIds: readonly string[], body: object = {}) =>
      made('/v1/modifier-sets', {
        name: 'Coffee',
        modifier_groups: modifierGroupIds.map((modifier_group_id) => ({ modifier_group_id })),
        ...body,
      }),
    refused: async (
      method: string,
      path: string,
      body: unknown,
      expected: [status: number, code: string, param?: string],
    ) => {
      const { status, error } = await call(method, path, body === undefined ? {} : { body })
      assert.deepEqual([status, error?.code, error?.param].slice(0, expected.length), expected)
      return error
    },
  }
}
