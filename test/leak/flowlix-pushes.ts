import assert from 'node:assert/strict'
import type { FlowlixRoute } from '../../apps/server/src/flowlix/face/flowlix-route.ts'
import { sendCall } from '../support/api.ts'
import { freshKey } from '../support/money-calls.ts'
import { bodyWith, placesIn } from './body-places.ts'
import { cardNumbers, grouped, impossibleSecurityCode, securityCode } from './canaries.ts'

export type FlowlixKeys = Record<'a' | 'b' | 'c', string>

/** From this version on, form B answers. */
export const formB = '2026-06-01'

const cardPlaces = ['card.number', 'payment_method_data.card.number']

/** Card numbers and security codes into one operation of the Flowlix API, in one of its forms: where they belong and where not. */
export const pushIntoFlowlix = async (
  url: string,
  keys: FlowlixKeys,
  route: FlowlixRoute,
  profile: 'a' | 'b' | 'c',
  aNumber: () => string,
): Promise<void> => {
  const push = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    sendCall(url, keys[profile], route.method, path, {
      ...(body === undefined ? {} : { body }),
      ...(route.method === 'POST' ? { idempotencyKey: freshKey() } : {}),
      headers: { ...(profile === 'b' ? { 'Flowlix-Version': formB } : {}), ...headers },
    })
  const path = route.path.replace(/\{\w+\}/g, 'no_such_id')
  if (path !== route.path) await push(route.path.replace(/\{\w+\}/g, encodeURIComponent(aNumber())))
  for (const name of ['limit', 'starting_after', 'status', 'card', aNumber()])
    await push(`${path}?${encodeURIComponent(name)}=${encodeURIComponent(aNumber())}`)
  for (const name of ['Idempotency-Key', 'Flowlix-Version', 'User-Agent', 'X-Request-Id'])
    await push(path, undefined, { [name]: cardNumbers[0]! })
  if (route.method === 'GET') return
  await push(path, `{"card": {"number": "${aNumber()}"`)
  await push(path, { [aNumber()]: 'a' })
  const body = route.body?.(profile)
  if (!body) return
  for (const { path: place, isNumber } of placesIn(body)) {
    if (cardPlaces.includes(place.join('.'))) continue
    const value = isNumber ? Number(cardNumbers[0]) : aNumber()
    const { status } = await push(path, bodyWith(body, place, value))
    assert.ok(status >= 400 && status < 500, `${place.join('.')} was answered ${status}`)
  }
  const sample = bodyWith(body, [], null)
  assert.equal((await push(path, { ...sample, metadata: { note: aNumber() } })).status, 400)
  if (!route.takesCardDetails) return
  const card = { exp_month: 12, exp_year: 2040, cvc: '123', holder_name: 'Ada Lovelace' }
  for (const details of [
    { ...card, number: cardNumbers[0] },
    { ...card, number: cardNumbers[1] },
    { ...card, number: '378282246310005', cvc: securityCode },
    { ...card, number: cardNumbers[1], cvc: impossibleSecurityCode },
    { ...card, number: grouped(cardNumbers[0]!, ' ') },
    { ...card, number: cardNumbers[0], exp_year: 2001, colour: impossibleSecurityCode },
  ])
    await push(path, {
      ...sample,
      ...(profile === 'c' ? { payment_method_data: { card: details } } : { card: details }),
    })
}
