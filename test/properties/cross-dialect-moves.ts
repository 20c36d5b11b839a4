import * as fc from 'fast-check'
import type { ApiAnswer } from '../support/api.ts'
import {
  type FlowlixClient,
  type Profile,
  backTo,
  cards,
  hostedBody,
  profiles,
  withCard,
} from '../support/flowlix-calls.ts'
import { hostedPayer } from '../support/flowlix-hosted.ts'
import { freshKey } from '../support/money-calls.ts'
import type { TestServer } from '../support/server.ts'

/** What there is of a merchant who uses both APIs, as their calls have told. */
export type Shop = {
  server: TestServer
  clients: Record<Profile, FlowlixClient>
  /** Oldest first; the order's id as the database has it. */
  payments: { id: string; orderId: string; amount: number; madeAs: Profile }[]
  /** Made by Flint alone. */
  orderIds: string[]
  note(id: string, amount: number, madeAs: Profile): Promise<void>
  letTimePass(milliseconds: number): Promise<void>
}

export type CrossMove = { name: string; make(shop: Shop): Promise<ApiAnswer | null> }

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)]
const move = <T>(
  name: string,
  values: fc.Arbitrary<T>,
  make: (shop: Shop, value: T) => Promise<ApiAnswer | null>,
): fc.Arbitrary<CrossMove> =>
  values.map((value) => ({ name: `${name} ${JSON.stringify(value)}`, make: (shop) => make(shop, value) }))

const index = fc.nat({ max: 9 })
const profile = fc.constantFrom(...profiles)
const amount = fc.integer({ min: 1, max: 5000 })
const eur = (value: number) => ({ amount: value, currency: 'EUR' })
const number = fc.constantFrom(
  cards.visa,
  cards.visa,
  cards.mastercard,
  cards.declined,
  cards.insufficientFunds,
  cards.challenged,
  cards.disputed,
  '4242424242424241',
)
const flint = (shop: Shop, path: string, body: unknown = {}) =>
  shop.server.call('POST', path, { body, idempotencyKey: freshKey('cross') })

const direct = move('pay directly', fc.tuple(profile, number, amount), async (shop, [as, card, value]) => {
  const client = shop.clients[as]
  const body = { ...withCard(as, card), amount: value, return_url: backTo }
  const options = { idempotencyKey: freshKey('cross') }
  const answer = await client.pay(body, options)
  // Told once more, it must not be done once more.
  await client.pay(body, options)
  if (answer.status === 402) await shop.note((await client.newest()).id, value, as)
  if (answer.status === 201) await shop.note(answer.json.id, value, as)
  return answer
})
const open = move('open a page', fc.tuple(profile, amount), async (shop, [as, value]) => {
  const answer = await shop.clients[as].open({ ...hostedBody(as), amount: value })
  if (answer.status === 201) await shop.note(answer.json.id, value, as)
  return answer
})

/** The payer of a page that is open, or null. */
const payerOf = async ({ server, clients, payments }: Shop, at: number) => {
  const waiting = []
  for (const { id } of payments) {
    const { json } = await clients.c.read(id)
    if (json.hosted_payment_url && json.status === 'REQUIRES_ACTION') waiting.push(json)
  }
  const found = pick(waiting, at)
  return found ? hostedPayer(server, found) : null
}
const page = [
  move('pay on a page', fc.tuple(index, number), async (shop, [at, card]) => {
    const payer = await payerOf(shop, at)
    if (!payer) return null
    const { status, data } = await payer.token({ number: card })
    return status < 300 ? payer.tryToPay({ token: data.token ?? data.token_id }) : null
  }),
  move('leave a page', index, async (shop, at) => {
    const payer = await payerOf(shop, at)
    return payer && payer.call('POST', `/v1/flowlix/hosted-payments/${payer.paymentId}/cancel`, {})
  }),
  move('answer the bank', fc.tuple(index, fc.boolean()), async ({ server }, [at, isDone]) => {
    const { rows } = await server.services.db.query(
      `SELECT document -> 'action' ->> 'url' AS url FROM payment_intents WHERE status = 'requires_action' ORDER BY 1`,
    )
    const asked = pick(rows, at)
    if (!asked) return null
    const outcome = isDone ? 'completed' : 'failed'
    const body = new URLSearchParams({ outcome })
    const { status } = await fetch(asked.url, { method: 'POST', redirect: 'manual', body })
    if (status >= 500) throw new Error(`The bank's page answered ${status}`)
    return null
  }),
]

/** One that was paid, by chance alone too few are; now and then any. */
const refundable = async ({ clients, payments }: Shop, at: number) => {
  const { json } = await clients.c.list('status=SUCCEEDED&limit=100')
  const left = json.data.filter((each: any) => each.amount_refundable > 0).map((each: any) => each.id)
  return pick(payments, at % 4 === 0 ? at : payments.findIndex(({ id }) => id === pick(left, at)))
}
const part = fc.integer({ min: 1, max: 130 })
const partOf = ({ amount: whole }: { amount: number }, percent: number) =>
  Math.max(1, Math.floor((whole * percent) / 100))

const refunds = [
  move('refund in Flowlix', fc.tuple(index, profile, fc.option(part)), async (shop, [at, as, percent]) => {
    const payment = await refundable(shop, at)
    if (!payment) return null
    const isWhole = as === 'a' || percent === null
    return shop.clients[as].refund(payment, isWhole ? undefined : partOf(payment, percent))
  }),
  move(
    'refund in Flint',
    fc.tuple(index, fc.option(part), fc.boolean()),
    async (shop, [at, percent, isFailing]) => {
      const payment = await refundable(shop, at)
      if (!payment) return null
      return flint(shop, '/v1/refunds', {
        order_id: payment.orderId,
        ...(percent === null ? {} : { amount_money: eur(partOf(payment, percent)) }),
        ...(isFailing ? { metadata: { simulate_refund: 'failed' } } : {}),
      })
    },
  ),
]

const token = fc.constantFrom('tok_visa', 'tok_chargeDeclined', 'tok_lateSuccess', 'tok_threeDSecureRequired')
const payIn = (shop: Shop, orderId: string, source: string) =>
  flint(shop, `/v1/orders/${orderId}/pay`, { action: 'pay', payment_source: { token: source } })
const inFlint = [
  move('order in Flint', fc.tuple(amount, token), async (shop, [value, source]) => {
    const made = await flint(shop, '/v1/orders', {
      line_items: [{ name: 'Thing', unit_price_money: eur(value) }],
    })
    if (made.status !== 201) return made
    shop.orderIds.push(made.data.order_id)
    return payIn(shop, made.data.order_id, source)
  }),
  move('refund an order of Flint’s', index, (shop, at) => {
    const orderId = pick(shop.orderIds, at)
    return orderId ? flint(shop, '/v1/refunds', { order_id: orderId }) : Promise.resolve(null)
  }),
  move('pay a Flowlix payment’s order in Flint', fc.tuple(index, token), (shop, [at, source]) => {
    const payment = pick(shop.payments, at)
    return payment ? payIn(shop, payment.orderId, source) : Promise.resolve(null)
  }),
  move('close a Flowlix payment’s order in Flint', index, (shop, at) => {
    const payment = pick(shop.payments, at)
    return payment ? flint(shop, `/v1/orders/${payment.orderId}/close`) : Promise.resolve(null)
  }),
  move('add to a Flowlix payment’s order in Flint', fc.tuple(index, amount), (shop, [at, value]) => {
    const payment = pick(shop.payments, at)
    if (!payment) return Promise.resolve(null)
    return flint(shop, `/v1/orders/${payment.orderId}/line-items`, {
      line_items: [{ name: 'More', unit_price_money: eur(value) }],
    })
  }),
]

const time = move(
  'time passes',
  fc.constantFrom(1_500, 6_000, 60_000, 16 * 60_000, 25 * 3_600_000),
  async (shop, milliseconds) => {
    await shop.letTimePass(milliseconds)
    return null
  },
)

/** What a merchant, their payers and time do by both APIs, in any order. */
export const crossMoves: fc.Arbitrary<CrossMove[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: direct },
    { weight: 3, arbitrary: open },
    { weight: 5, arbitrary: fc.oneof(...page) },
    { weight: 6, arbitrary: fc.oneof(...refunds) },
    { weight: 5, arbitrary: fc.oneof(...inFlint) },
    { weight: 3, arbitrary: time },
  ),
  { minLength: 15, maxLength: 40, size: 'max' },
)
