import assert from 'node:assert/strict'
import type { Caller } from '../../../../test/support/money-calls.ts'

/** What tests about customers say to a server, in short words. */

let made = 0
export const freshEmail = () => `buyer-${process.pid}-${++made}@shop.example`

export const aCustomer = async (server: Caller, body: object = {}): Promise<any> => {
  const { status, data, json } = await server.call('POST', '/v1/customers', {
    body: { email: freshEmail(), ...body },
  })
  assert.equal(status, 201, JSON.stringify(json))
  return data
}

export const anAddress = async (server: Caller, customerId: string, body: object = {}): Promise<any> => {
  const { status, data, json } = await server.call('POST', `/v1/customers/${customerId}/addresses`, {
    body: {
      recipient_name: 'Ada Long',
      address: { line1: '1 Quay', city: 'Cork', postal_code: 'T12', country: 'IE' },
      ...body,
    },
  })
  assert.equal(status, 201, JSON.stringify(json))
  return data
}

export const readCustomer = async (server: Caller, customerId: string): Promise<any> =>
  (await server.call('GET', `/v1/customers/${customerId}`)).data
