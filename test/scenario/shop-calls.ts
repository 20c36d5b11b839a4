import assert from 'node:assert/strict'
import type { ApiAnswer } from '../support/api.ts'
import { type Caller, freshKey } from '../support/money-calls.ts'

/** How the shop's code speaks to Flint: every write with a key, and an answer that is not as expected is an alarm. */

const expectData = (what: string, { status, data, json }: ApiAnswer, expected: number) => {
  assert.equal(status, expected, `${what}: ${JSON.stringify(json)}`)
  return data
}

export const made = async (flint: Caller, path: string, body: object): Promise<any> =>
  expectData(path, await flint.call('POST', path, { body, idempotencyKey: freshKey() }), 201)

export const done = async (flint: Caller, path: string, body: object = {}, method = 'POST'): Promise<any> =>
  expectData(path, await flint.call(method, path, { body, idempotencyKey: freshKey() }), 200)

export const read = async (flint: Caller, path: string): Promise<any> =>
  expectData(path, await flint.call('GET', path), 200)

/** Every row of a list, page by page. */
export const readAll = async (flint: Caller, path: string): Promise<any[]> => {
  const rows: any[] = []
  let next = ''
  do {
    const token = next ? `&page_token=${encodeURIComponent(next)}` : ''
    const { status, json } = await flint.call(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}page_size=20${token}`,
    )
    assert.equal(status, 200, JSON.stringify(json))
    rows.push(...json.data)
    next = json.next_page_token
  } while (next)
  return rows
}

/** A call that must be refused, and what it said. */
export const refused = (
  { status, error, json }: ApiAnswer,
  ...expected: [status: number, code: string]
): any => {
  assert.deepEqual([status, error?.code], expected, JSON.stringify(json))
  return error
}
