import type { Route } from '../../apps/server/src/platform/http/route.ts'
import { sampleBody } from './sample-body.ts'

/** Something that the route takes, so that a refusal is about who asks or about the ids, and nothing else. */
export const bodyFor = (route: Route): any => {
  if (!route.body) return undefined
  const body = sampleBody(route.body)
  if ('event_type' in body) body.event_type = 'order.updated'
  if (route.operationId === 'createPaymentLink')
    body.line_items = [{ name: 'a', unit_price_money: { amount: 100, currency: 'USD' } }]
  if (route.operationId === 'advanceSandboxClock') body.by = 'PT1S'
  if ('since' in body) body.since = '2026-01-01T00:00:00Z'
  if (route.method === 'PATCH' && Object.keys(body).length === 0) {
    const { properties } = route.body
    const name = ['metadata', 'description', ...Object.keys(properties)].find((one) => one in properties)!
    body[name] = name === 'metadata' ? { a: 'b' } : sampleBody(properties[name])
  }
  return body
}
