import { createHmac } from 'node:crypto'
import { type Account, type Kind, type Thing, newAccount, shown } from './objects.ts'
import { missing } from './refusal.ts'

export type StripeEvent = { id: string; type: string; account?: string; [field: string]: any }

/**
 * How news travel: at once, twice, not at all, or kept until somebody releases them, in any order.
 */
export type WebhookMode = 'deliver' | 'duplicate' | 'drop' | 'hold'

/** Everything the stand-in knows. One thing at a time: calls are served in the order in which they came. */
export type World = {
  platform: Account
  connected: Map<string, Account>
  /** Connected accounts as Stripe's API shows them. */
  accounts: Map<string, Thing>
  events: StripeEvent[]
  webhook: { url: string; secret: string; mode: WebhookMode } | null
  held: StripeEvent[]
  deliveries: Set<Promise<void>>
  /** Wall time, moved by tests. */
  nowMs(): number
  newId(prefix: string): string
  newSecret(): string
}

export const newWorld = (nowMs: () => number): World => {
  let count = 0
  const next = () => String(++count).padStart(8, '0')
  return {
    platform: newAccount(null),
    connected: new Map(),
    accounts: new Map(),
    events: [],
    webhook: null,
    held: [],
    deliveries: new Set(),
    nowMs,
    newId: (prefix) => `${prefix}_3Standin${Math.trunc(nowMs()).toString(36)}${next()}`,
    newSecret: () => `secret_${next()}standin`,
  }
}

export const seconds = (world: World): number => Math.trunc(world.nowMs() / 1000)

export const accountOf = (world: World, id: string | null): Account => {
  if (id === null) return world.platform
  if (!world.accounts.has(id)) throw missing('account', id, 'account')
  let account = world.connected.get(id)
  if (!account) world.connected.set(id, (account = newAccount(id)))
  return account
}

export const find = (account: Account, kind: Kind, id: string, what: string): Thing => {
  const found = account.things[kind].get(id)
  if (!found) throw missing(what, id, 'id')
  return found
}

/** Something happened: it is kept, and whoever listens is told. */
export const announce = (world: World, account: Account, type: string, thing: Thing): void => {
  const event: StripeEvent = {
    id: world.newId('evt'),
    object: 'event',
    api_version: '2026-10-28.endive',
    created: seconds(world),
    type,
    livemode: false,
    pending_webhooks: 1,
    request: null,
    ...(account.id ? { account: account.id } : {}),
    data: { object: structuredClone(shown(account, thing)) },
  }
  world.events.push(event)
  const { webhook } = world
  if (!webhook || webhook.mode === 'drop') return
  if (webhook.mode === 'hold') world.held.push(event)
  else for (let time = webhook.mode === 'duplicate' ? 2 : 1; time > 0; time--) void deliver(world, event)
}

/** Source: docs.stripe.com/webhooks, "Verify webhook signatures manually". */
export const signatureOf = (body: string, secret: string, timestamp: number): string =>
  `t=${timestamp},v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`

/** Once more for a listener that was not there, three times in all. */
export const deliver = (world: World, event: StripeEvent): Promise<void> => {
  const { url, secret } = world.webhook!
  const body = JSON.stringify(event)
  const send = async () => {
    for (let attempt = 1; attempt <= 3; attempt++) {
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'stripe-signature': signatureOf(body, secret, seconds(world)),
          },
          body,
          signal: AbortSignal.timeout(10_000),
        })
        await answer.arrayBuffer()
        if (answer.ok) return
      } catch {
        // Nobody there, or too slow.
      }
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt))
    }
  }
  const delivery = send().finally(() => world.deliveries.delete(delivery))
  world.deliveries.add(delivery)
  return delivery
}
