import type { Params } from './form.ts'

/** An object as Stripe's API shows it, plus what the stand-in keeps beside it under `$`. */
export type Thing = Params & { id: string; object: string }

export type Kind =
  | 'payment_intents'
  | 'setup_intents'
  | 'charges'
  | 'refunds'
  | 'customers'
  | 'payment_methods'
  | 'confirmation_tokens'
  | 'disputes'

/** Everything that one account has; nothing of it is seen from another. */
export type Account = {
  id: string | null
  things: Record<Kind, Map<string, Thing>>
  idempotency: Map<string, KeptAnswer>
}

/** `answer` is null while the request is under way. */
export type KeptAnswer = { fingerprint: string; answer: { status: number; body: string } | null }

export const newAccount = (id: string | null): Account => ({
  id,
  things: {
    payment_intents: new Map(),
    setup_intents: new Map(),
    charges: new Map(),
    refunds: new Map(),
    customers: new Map(),
    payment_methods: new Map(),
    confirmation_tokens: new Map(),
    disputes: new Map(),
  },
  idempotency: new Map(),
})

/** What goes over the wire: without what is only the stand-in's, with what was asked for in full. */
export const shown = (account: Account, thing: Thing, expand: readonly string[] = []): Params => {
  const out: Params = Object.fromEntries(Object.entries(thing).filter(([name]) => !name.startsWith('$')))
  for (const path of expand) {
    const [first, ...rest] = path.split('.') as [string, ...string[]]
    const found = typeof out[first] === 'string' ? findAnywhere(account, out[first]) : null
    if (found) out[first] = shown(account, found, rest.length > 0 ? [rest.join('.')] : [])
  }
  return out
}

const findAnywhere = (account: Account, id: string): Thing | null => {
  for (const things of Object.values(account.things)) {
    const found = things.get(id)
    if (found) return found
  }
  return null
}

export const listOf = (url: string, data: readonly Params[], hasMore = false): Params => ({
  object: 'list',
  url,
  data,
  has_more: hasMore,
})

/** Newest first, a page at a time. */
export const pageOf = (
  url: string,
  things: readonly Thing[],
  params: Params,
  show: (thing: Thing) => Params,
) => {
  const limit = Number(params['limit'] ?? 10)
  const newest = things.toReversed()
  const start = params['starting_after']
    ? newest.findIndex(({ id }) => id === params['starting_after']) + 1
    : 0
  const page = newest.slice(start, start + limit)
  return listOf(url, page.map(show), start + limit < newest.length)
}
