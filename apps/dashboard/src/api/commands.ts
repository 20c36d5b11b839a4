import { curlOf } from './curl.ts'

/** A call as a command, for an empty page: what would put something there. */
export const commandOf = (method: string, path: string, body?: unknown): string =>
  curlOf({ method, path, body, idempotencyKey: null }, location.origin)

export const createOrderBody = {
  line_items: [{ name: 'Desk lamp', quantity: 1, unit_price_money: { amount: 4200, currency: 'USD' } }],
}
