import {
  createAccount,
  createAccountLink,
  createAccountSession,
  findAccount,
  updateAccount,
} from './accounts.ts'
import { closeDispute, updateDispute } from './disputes.ts'
import type { Params } from './form.ts'
import { type Account, type Kind, type Thing, listOf, pageOf, shown } from './objects.ts'
import {
  answerChallenge,
  cancelPaymentIntent,
  capturePaymentIntent,
  confirmPaymentIntent,
  createPaymentIntent,
} from './payment-intents.ts'
import { attach, newConfirmationToken, paymentMethodOf } from './payment-methods.ts'
import { createRefund, updateRefund } from './refunds.ts'
import { missing } from './refusal.ts'
import { answerSetupChallenge, cancelSetupIntent, createSetupIntent } from './setup-intents.ts'
import { type World, announce, find, seconds } from './world.ts'

export type StandInCall = {
  world: World
  account: Account
  origin: string
  params: Params
  /** What the path names. */
  id: string
  /** A browser's key: it reaches only what it holds the secret of. */
  isBrowser: boolean
}
type StandInRoute = { forBrowsers?: true; serve: (call: StandInCall) => Params }

const kindsByWord: Partial<Record<Kind, string>> = {
  payment_intents: 'payment_intent',
  setup_intents: 'setupintent',
  charges: 'charge',
  refunds: 'refund',
  customers: 'customer',
  payment_methods: 'PaymentMethod',
  confirmation_tokens: 'confirmationtoken',
  disputes: 'dispute',
}

const expandOf = ({ params }: StandInCall): string[] => params['expand'] ?? []
const show = (call: StandInCall, thing: Thing) => shown(call.account, thing, expandOf(call))

const thingOf = (call: StandInCall, kind: Kind): Thing => {
  const thing = find(call.account, kind, call.id, kindsByWord[kind]!)
  if (call.isBrowser && thing['client_secret'] !== call.params['client_secret'])
    throw missing(kindsByWord[kind]!, call.id, 'client_secret')
  return thing
}

const read = (kind: Kind, forBrowsers?: true): StandInRoute => ({
  ...(forBrowsers ? { forBrowsers } : {}),
  serve: (call) => show(call, thingOf(call, kind)),
})

/** Newest first, by payment and time of making. */
const list = (kind: Kind): StandInRoute => ({
  serve: (call) => {
    const { payment_intent: paymentIntent, charge, created = {}, customer } = call.params
    const found = [...call.account.things[kind].values()].filter(
      (thing) =>
        (!paymentIntent || thing['payment_intent'] === paymentIntent) &&
        (!charge || thing['charge'] === charge) &&
        (!customer || thing['customer'] === customer) &&
        (!created.gte || thing['created'] >= Number(created.gte)) &&
        (!created.lte || thing['created'] <= Number(created.lte)),
    )
    return pageOf(`/v1/${kind}`, found, call.params, showInList(call))
  },
})

const showInList = (call: StandInCall) => (thing: Thing) =>
  shown(
    call.account,
    thing,
    expandOf(call).map((path) => path.replace(/^data\./, '')),
  )

/** Only `metadata['name']:'value'`, joined by AND. Source: docs.stripe.com/search. */
const search = (kind: Kind): StandInRoute => ({
  serve: (call) => {
    const clauses = [...String(call.params['query']).matchAll(/metadata\['(\w+)'\]:'([^']*)'/g)]
    const found = [...call.account.things[kind].values()].filter((thing) =>
      clauses.every(([, name, value]) => thing['metadata'][name!] === value),
    )
    return {
      ...listOf(`/v1/${kind}/search`, found.map(showInList(call))),
      object: 'search_result',
      next_page: null,
    }
  },
})

const act = (
  verb: (world: World, account: Account, id: string, params: Params) => Thing,
  forBrowsers?: true,
): StandInRoute => ({
  ...(forBrowsers ? { forBrowsers } : {}),
  serve: (call) => show(call, verb(call.world, call.account, call.id, call.params)),
})

const make = (verb: (world: World, account: Account, params: Params) => Thing): StandInRoute => ({
  serve: (call) => show(call, verb(call.world, call.account, call.params)),
})

const createCustomer = (world: World, account: Account, params: Params): Thing => {
  const customer: Thing = {
    id: world.newId('cus'),
    object: 'customer',
    created: seconds(world),
    email: params['email'] ?? null,
    metadata: params['metadata'] ?? {},
  }
  account.things.customers.set(customer.id, customer)
  announce(world, account, 'customer.created', customer)
  return customer
}

/** By method and path, with the id as `:id`. Source: docs.stripe.com/api. */
export const standInRoutes: Readonly<Record<string, StandInRoute>> = {
  'POST /v1/payment_intents': make(createPaymentIntent),
  'GET /v1/payment_intents': list('payment_intents'),
  'GET /v1/payment_intents/search': search('payment_intents'),
  'GET /v1/payment_intents/:id': read('payment_intents', true),
  'POST /v1/payment_intents/:id/confirm': act(confirmPaymentIntent),
  'POST /v1/payment_intents/:id/capture': act(capturePaymentIntent),
  'POST /v1/payment_intents/:id/cancel': act(cancelPaymentIntent),
  'POST /v1/payment_intents/:id/stand_in_challenge': {
    forBrowsers: true,
    serve: (call) => {
      thingOf(call, 'payment_intents')
      return show(call, answerChallenge(call.world, call.account, call.id, call.params['outcome']))
    },
  },
  'POST /v1/setup_intents': make(createSetupIntent),
  'GET /v1/setup_intents/:id': read('setup_intents', true),
  'POST /v1/setup_intents/:id/cancel': act(cancelSetupIntent),
  'POST /v1/setup_intents/:id/stand_in_challenge': {
    forBrowsers: true,
    serve: (call) => {
      thingOf(call, 'setup_intents')
      return show(call, answerSetupChallenge(call.world, call.account, call.id, call.params['outcome']))
    },
  },
  'POST /v1/refunds': make(createRefund),
  'GET /v1/refunds': list('refunds'),
  'GET /v1/refunds/:id': read('refunds'),
  'POST /v1/refunds/:id': act(updateRefund),
  'GET /v1/charges': list('charges'),
  'GET /v1/charges/:id': read('charges'),
  'POST /v1/customers': make(createCustomer),
  'GET /v1/customers/:id': read('customers'),
  'GET /v1/payment_methods/:id': {
    serve: (call) => show(call, paymentMethodOf(call.world, call.account, call.id)),
  },
  'POST /v1/payment_methods/:id/attach': act((world, account, id, params) =>
    attach(world, account, id, params['customer']),
  ),
  'POST /v1/confirmation_tokens': { ...make(newConfirmationToken), forBrowsers: true },
  'POST /v1/test_helpers/confirmation_tokens': make(newConfirmationToken),
  'GET /v1/confirmation_tokens/:id': read('confirmation_tokens'),
  'GET /v1/disputes': list('disputes'),
  'GET /v1/disputes/:id': read('disputes'),
  'POST /v1/disputes/:id': act(updateDispute),
  'POST /v1/disputes/:id/close': act(closeDispute),
  'POST /v1/accounts': { serve: (call) => createAccount(call.world, call.params) },
  'GET /v1/accounts/:id': { serve: (call) => findAccount(call.world, call.id) },
  'POST /v1/accounts/:id': { serve: (call) => updateAccount(call.world, call.id, call.params) },
  'POST /v1/account_sessions': { serve: (call) => createAccountSession(call.world, call.params) },
  'POST /v1/account_links': { serve: (call) => createAccountLink(call.world, call.params, call.origin) },
}

/** The route and the id that its path holds. */
export const routeOf = (method: string, path: string): { route: StandInRoute; id: string } | null => {
  const exact = standInRoutes[`${method} ${path}`]
  if (exact) return { route: exact, id: '' }
  const parts = path.match(/^(\/v1\/[a-z_]+)\/([^/]+)(\/[a-z_]+)?$/)
  const route = parts && standInRoutes[`${method} ${parts[1]}/:id${parts[3] ?? ''}`]
  return route ? { route, id: decodeURIComponent(parts[2]!) } : null
}
