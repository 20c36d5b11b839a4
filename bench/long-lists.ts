import { firstIdAt } from '../apps/server/src/platform/ids/ids.ts'
import type { Services } from '../apps/server/src/platform/context.ts'
import { addMerchant } from './merchants.ts'
import { percentile } from './percentiles.ts'
import type { Measured } from './report.ts'
import type { Caller } from './caller.ts'

const pageSize = 100
const batch = 20_000
/** How many pages lie before the page that is called deep. */
const deepAfter = 20

/** A shop with this many orders, made by copying one that went through the API. */
export type LongLists = { key: string; orders: number; model: { orderId: string; customerId: string } }

const dayMs = 86_400_000
const firstOrderAt = Date.parse('2026-01-01T00:00:00Z')

/**
 * Fills a merchant with orders of one line over 300 days: nine in ten paid, one in fifty refunded, one in thirty closed,
 * one in a hundred in euro, one in twenty from the checkout, ten thousand customers, each with a reference of its own.
 */
export const fillOrders = async (services: Services, orders: number, call: Caller): Promise<LongLists> => {
  const { environment, key } = await addMerchant(services)
  const { data } = await call(key, 'POST', '/v1/orders', {
    line_items: [{ name: 'Thing', unit_price_money: { amount: 4200, currency: 'USD' } }],
    external_reference_id: 'cart-0',
  })
  const orderId: string = data.order_id
  await call(key, 'POST', `/v1/orders/${orderId}/pay`, {
    action: 'pay',
    payment_source: { token: 'tok_visa' },
  })
  const stepMs = Math.floor((300 * dayMs) / orders)
  for (let start = 1; start <= orders; start += batch) {
    const end = Math.min(start + batch - 1, orders)
    const ids: string[] = []
    const times: string[] = []
    for (let n = start; n <= end; n++) {
      const ms = firstOrderAt + n * stepMs
      ids.push(`${firstIdAt('ord', ms)}${String(n).padStart(16, '0')}`)
      times.push(new Date(ms).toISOString())
    }
    await services.db.query(
      `INSERT INTO orders (environment_id, order_id, order_number, customer_id, external_reference_id, status, payment_status,
                           refund_status, origin, currency, total, outstanding, paid, refunded, revision, document, created_at, updated_at)
       SELECT $1, new.id, 1000000 + $2 + new.at, 'cus_' || lpad(((new.at * 7919) % 10000)::text, 26, '0'), 'cart-' || ($2 + new.at),
              CASE WHEN new.at % 30 = 0 THEN 'closed' ELSE 'open' END, CASE WHEN new.at % 10 = 0 THEN 'unpaid' ELSE 'paid' END,
              CASE WHEN new.at % 50 = 1 THEN 'refunded' ELSE 'none' END, CASE WHEN new.at % 20 = 0 THEN 'checkout' ELSE 'api' END,
              CASE WHEN new.at % 100 = 0 THEN 'EUR' ELSE 'USD' END, 100 + (new.at * 7919) % 100000,
              CASE WHEN new.at % 10 = 0 THEN 100 + (new.at * 7919) % 100000 ELSE 0 END, CASE WHEN new.at % 10 = 0 THEN 0 ELSE 4200 END,
              CASE WHEN new.at % 50 = 1 THEN 4200 ELSE 0 END, 1, model.document || jsonb_build_object('orderId', new.id),
              new.created::timestamptz, new.created::timestamptz + ((new.at * 104729) % 86400) * interval '1 second'
       FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS new(id, created, at), orders AS model
       WHERE model.environment_id = $1 AND model.order_id = $5`,
      [environment.environmentId, start, ids, times, orderId],
    )
  }
  await services.db.query('ANALYZE orders')
  return { key, orders, model: { orderId, customerId: `cus_${'7919'.padStart(26, '0')}` } }
}

/** Every filter and sort of the contract, alone. */
const queriesOf = ({ orders, model }: LongLists): Record<string, string> => {
  const at = (share: number) => new Date(firstOrderAt + share * 300 * dayMs).toISOString()
  return {
    none: '',
    customer_id: `customer_id=${model.customerId}`,
    'status open': 'status=open',
    'status closed': 'status=closed',
    'payment_status paid': 'payment_status=paid',
    'payment_status unpaid': 'payment_status=unpaid',
    refund_status: 'refund_status=refunded,partially_refunded',
    fulfillment_status: 'fulfillment_status=not_applicable',
    order_number: `order_number=${1_000_000 + Math.floor(orders / 2)}`,
    external_reference_id: `external_reference_id=cart-${Math.floor(orders / 2)}`,
    'origin api': 'origin=api',
    'origin checkout': 'origin=checkout',
    'origin payment_link, of which there is none': 'origin=payment_link',
    'query, a part of a reference': `query=art-${Math.floor(orders / 2)}`,
    'query, the start of an id': `query=${firstIdAt('ord', firstOrderAt + 150 * dayMs).slice(0, 12)}`,
    'query, an order number': `query=${1_000_000 + Math.floor(orders / 3)}`,
    'query, nothing': 'query=nowhere-to-be-found',
    'min_amount and max_amount': 'min_amount=50000&max_amount=50100&currency=USD',
    'min_amount, of which there is much': 'min_amount=5000&currency=USD',
    'currency, a rare one': 'currency=EUR',
    'created_after and created_before': `created_after=${at(0.4)}&created_before=${at(0.6)}`,
    'updated_after and updated_before': `updated_after=${at(0.4)}&updated_before=${at(0.41)}`,
    'sort_by updated_at': 'sort_by=updated_at',
    'sort_by total': 'sort_by=total&sort_direction=asc',
    'sort_by outstanding_money': 'sort_by=outstanding_money',
  }
}

/** First and deep pages of a hundred, by each filter. */
export const measureListPages = async (
  lists: LongLists,
  call: Caller,
  rounds: number,
): Promise<Measured[]> => {
  const measured: Measured[] = []
  for (const [name, query] of Object.entries(queriesOf(lists))) {
    const path = `/v1/orders?page_size=${pageSize}${query ? `&${query}` : ''}`
    let deepPath: string | null = path
    for (let page = 0; page < deepAfter && deepPath; page++) {
      const token: string | undefined = (await call(lists.key, 'GET', deepPath)).next_page_token
      deepPath = token ? `${path}&page_token=${encodeURIComponent(token)}` : null
    }
    for (const [which, asked] of [
      ['first page', path],
      ['deep page', deepPath],
    ] as const) {
      if (!asked) continue
      const times: number[] = []
      for (let round = 0; round < rounds; round++) times.push(await call.timed(lists.key, 'GET', asked))
      measured.push({
        name: `list orders p95, ${name}, ${which}`,
        value: percentile(times, 0.95),
        unit: 'ms',
        budget: 'at most 20',
      })
    }
  }
  return measured
}
