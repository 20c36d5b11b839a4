import assert from 'node:assert/strict'
import { type TestServer, startTestServer } from '../../../../test/support/server.ts'
import { usd } from '../../../../test/support/money-calls.ts'

/** A server, and promotions made over HTTP, for the tests of this folder. */
export const server: TestServer = await startTestServer()

let made = 0
/** A code that no other test uses. */
export const freshCode = () => `CODE-${++made}`

export const tenPercent = { type: 'percent_off', percent_off: 10 }

export const create = (body: object, path = '/v1/promotions') => server.call('POST', path, { body })

export const aPromotion = async (body: object = {}): Promise<any> => {
  const { status, data, json } = await create({
    name: 'Spring sale',
    application_method: tenPercent,
    ...body,
  })
  assert.equal(status, 201, JSON.stringify(json))
  return data
}

export const aCoupon = async (body: object = {}): Promise<any> => {
  const { status, data, json } = await create(
    { coupon_code: freshCode(), percent_off: 20, ...body },
    '/v1/coupons',
  )
  assert.equal(status, 201, JSON.stringify(json))
  return data
}

export const read = async (path: string): Promise<any> => {
  const { status, data, json } = await server.call('GET', path)
  assert.equal(status, 200, JSON.stringify(json))
  return data
}

export const euros = (amount: number) => ({ amount, currency: 'EUR' })
export { usd }
