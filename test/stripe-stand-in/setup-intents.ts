import type { CardBehaviour } from './cards.ts'
import type { Params } from './form.ts'
import { type Account, type Thing, shown } from './objects.ts'
import type { ChallengeOutcome } from './payment-intents.ts'
import { checkOwner, sourceOf } from './payment-methods.ts'
import { Refusal, invalid } from './refusal.ts'
import { type World, announce, find, seconds } from './world.ts'

export const createSetupIntent = (world: World, account: Account, params: Params): Thing => {
  if (params['customer']) find(account, 'customers', params['customer'], 'customer')
  const id = world.newId('seti')
  const intent: Thing = {
    id,
    object: 'setup_intent',
    client_secret: `${id}_${world.newSecret()}`,
    created: seconds(world),
    customer: params['customer'] ?? null,
    last_setup_error: null,
    livemode: false,
    metadata: params['metadata'] ?? {},
    next_action: null,
    payment_method: null,
    payment_method_types: ['card'],
    status: 'requires_payment_method',
    usage: params['usage'] ?? 'off_session',
  }
  const method = sourceOf(world, account, intent, params)
  if (method) checkOwner(method, intent)
  account.things.setup_intents.set(id, intent)
  if (params['confirm'] !== 'true') return intent
  if (!method) throw invalid('setup_intent_unexpected_state', 'A payment method is needed to confirm.')
  intent['payment_method'] = method.id
  method['$isSpent'] = true
  const card: CardBehaviour = method['$card']
  if (card.challenge) {
    intent['status'] = 'requires_action'
    intent['next_action'] = { type: 'use_stripe_sdk', use_stripe_sdk: {} }
    announce(world, account, 'setup_intent.requires_action', intent)
    return intent
  }
  return end(world, account, intent, method)
}

const end = (world: World, account: Account, intent: Thing, method: Thing): Thing => {
  const card: CardBehaviour = method['$card']
  if (card.decline && !card.failsWhenCharged)
    throw fail(world, account, intent, method, {
      type: 'card_error',
      code: card.decline.code,
      decline_code: card.decline.declineCode,
      message: 'Your card was declined.',
    })
  Object.assign(intent, { status: 'succeeded', next_action: null })
  method['$isSetUp'] = true
  if (intent['customer']) method['customer'] = intent['customer']
  announce(world, account, 'setup_intent.succeeded', intent)
  return intent
}

const fail = (world: World, account: Account, intent: Thing, method: Thing, error: Params): Refusal => {
  const full = { ...error, payment_method: shown(account, method) }
  Object.assign(intent, {
    status: 'requires_payment_method',
    next_action: null,
    payment_method: null,
    last_setup_error: full,
  })
  announce(world, account, 'setup_intent.setup_failed', intent)
  return new Refusal(402, { ...full, setup_intent: shown(account, intent) })
}

export const answerSetupChallenge = (
  world: World,
  account: Account,
  id: string,
  outcome: ChallengeOutcome,
): Thing => {
  const intent = find(account, 'setup_intents', id, 'setupintent')
  if (intent['status'] !== 'requires_action')
    throw invalid('setup_intent_unexpected_state', `It has a status of ${intent['status']}.`)
  const method = find(account, 'payment_methods', intent['payment_method'], 'payment_method')
  if (outcome === 'succeed') return end(world, account, intent, method)
  throw fail(world, account, intent, method, {
    type: 'invalid_request_error',
    code: 'setup_intent_authentication_failure',
    message: 'The buyer could not be authenticated.',
  })
}

export const cancelSetupIntent = (world: World, account: Account, id: string): Thing => {
  const intent = find(account, 'setup_intents', id, 'setupintent')
  if (['succeeded', 'canceled', 'processing'].includes(intent['status']))
    throw invalid('setup_intent_unexpected_state', `It has a status of ${intent['status']}.`)
  Object.assign(intent, { status: 'canceled', next_action: null })
  announce(world, account, 'setup_intent.canceled', intent)
  return intent
}
