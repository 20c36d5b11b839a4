import assert from 'node:assert/strict'
import type { ApiAnswer, ApiCall } from '../support/api.ts'
import { freshKey } from '../support/money-calls.ts'
import type { TestServer } from '../support/server.ts'

/** How a shop speaks to a Flint that is out of sorts: what may be repeated is repeated, under the same idempotency key. */
export const patientShop = (flint: Pick<TestServer, 'call' | 'seeded'>) => {
  const hits = new Set<string>()
  const sandbox = `/v1/developer/sandboxes/${flint.seeded.sandboxId}`

  /** Asks again for as long as it is told to wait. */
  const insist = async (method: string, path: string, options: ApiCall = {}): Promise<ApiAnswer> => {
    for (let tries = 0; tries < 50; tries++) {
      const answer = await flint.call(method, path, options)
      for (const fault of answer.headers.get('flint-fault')?.split(', ') ?? []) hits.add(fault)
      if (answer.status !== 429) return answer
      assert.equal(answer.headers.get('retry-after'), '1')
    }
    throw new Error(`${method} ${path} was refused 50 times`)
  }
  const dataOf = ({ status, data, json }: ApiAnswer, path: string) => {
    assert.ok(status < 300, `${path}: ${JSON.stringify(json)}`)
    return data
  }

  const get = async (path: string) => dataOf(await insist('GET', path), path)
  const post = async (path: string, body: object) =>
    dataOf(await insist('POST', path, { body, idempotencyKey: freshKey('shop') }), path)
  const list = (path: string): Promise<any[]> => get(`${path}&page_size=100`)
  const pass = (by: string) => post(`${sandbox}/clock/advance`, { by })

  /** One try; says how the attempt stands. The call is sent twice, as by a client that lost the first answer. */
  const tryToPay = async (orderId: string, token: string): Promise<string> => {
    const path = `/v1/orders/${orderId}/pay`
    const options = {
      body: { action: 'pay', payment_source: { token } },
      idempotencyKey: freshKey('shop'),
    }
    const first = dataOf(await insist('POST', path, options), path)
    const again = dataOf(await insist('POST', path, options), path)
    assert.deepEqual(again, first)
    return first.payment_attempt.status
  }

  /** As often as it takes: one that is processing is waited for, one that was declined is tried with another card. */
  const payUntilPaid = async (orderId: string): Promise<void> => {
    for (let tries = 0; tries < 50; tries++) {
      const order = await get(`/v1/orders/${orderId}`)
      if (order.payment_status === 'paid') return
      if ((await tryToPay(orderId, 'tok_visa')) === 'processing') await pass('PT1M')
    }
    throw new Error(`${orderId} was not paid in 50 tries`)
  }

  const switchFaults = async (body: object) => {
    const path = `${sandbox}/faults`
    return dataOf(await insist('PATCH', path, { body, idempotencyKey: freshKey('shop') }), path)
  }

  return { hits, get, post, list, pass, tryToPay, payUntilPaid, switchFaults }
}
