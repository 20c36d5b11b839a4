import type { CardBehaviour } from './cards.ts'
import { recordCharge } from './charges.ts'
import type { Params } from './form.ts'
import { type Account, type Thing, shown } from './objects.ts'
import { checkOwner, sourceOf } from './payment-methods.ts'
import { Refusal, invalid } from './refusal.ts'
import { type World, announce, find, seconds } from './world.ts'

const known = new Set([
  'amount',
  'currency',
  'confirm',
  'confirmation_token',
  'payment_method',
  'allowed_payment_method_types',
  'payment_method_options',
  'automatic_payment_methods',
  'capture_method',
  'customer',
  'metadata',
  'return_url',
  'off_session',
  'setup_future_usage',
  'use_stripe_sdk',
  'error_on_requires_action',
  'expand',
])

export const createPaymentIntent = (world: World, account: Account, params: Params): Thing => {
  for (const name of Object.keys(params))
    if (!known.has(name))
      throw invalid('parameter_unknown', `Received unknown parameter: ${name}`, { param: name })
  const amount = wholeAmount(params['amount'], 'amount')
  checkCurrency(String(params['currency'] ?? ''), amount)
  if (params['customer']) find(account, 'customers', params['customer'], 'customer')
  const id = world.newId('pi')
  const intent: Thing = {
    id,
    object: 'payment_intent',
    amount,
    amount_capturable: 0,
    amount_received: 0,
    currency: params['currency'],
    capture_method: params['capture_method'] ?? 'automatic',
    client_secret: `${id}_${world.newSecret()}`,
    created: seconds(world),
    customer: params['customer'] ?? null,
    canceled_at: null,
    cancellation_reason: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: params['metadata'] ?? {},
    next_action: null,
    payment_method: null,
    payment_method_types: ['card'],
    setup_future_usage: params['setup_future_usage'] ?? null,
    status: 'requires_payment_method',
    $isOffSession: params['off_session'] === 'true',
  }
  if (params['confirm'] !== 'true' && !params['payment_method']) {
    account.things.payment_intents.set(id, intent)
    announce(world, account, 'payment_intent.created', intent)
    return intent
  }
  // What is wrong with the source is found before there is an intent.
  const method = sourceOf(world, account, intent, params)
  if (method) checkOwner(method, intent)
  account.things.payment_intents.set(id, intent)
  announce(world, account, 'payment_intent.created', intent)
  return params['confirm'] === 'true' ? confirm(world, account, intent, method) : intent
}

const wholeAmount = (value: unknown, param: string): number => {
  const amount = Number(value)
  if (!Number.isSafeInteger(amount) || amount < 1)
    throw invalid('parameter_invalid_integer', `Invalid positive integer: ${value}`, { param })
  return amount
}

/** Source: docs.stripe.com/currencies, "Special cases". */
const checkCurrency = (currency: string, amount: number): void => {
  if (!/^[a-z]{3}$/.test(currency) || ['iqd', 'clf', 'uyi', 'uyw'].includes(currency))
    throw invalid(undefined, `Invalid currency: ${currency}.`, { param: 'currency' })
  const step = ['isk', 'ugx'].includes(currency)
    ? 100
    : ['bhd', 'jod', 'kwd', 'omr', 'tnd'].includes(currency)
      ? 10
      : 1
  if (amount % step !== 0)
    throw invalid(
      'invalid_charge_amount_no_decimal_compatible',
      `Invalid amount. Amounts of ${currency} must be evenly divisible by ${step}.`,
      { param: 'amount' },
    )
}

export const confirmPaymentIntent = (world: World, account: Account, id: string, params: Params): Thing => {
  const intent = find(account, 'payment_intents', id, 'payment_intent')
  expectStatus(intent, ['requires_payment_method', 'requires_confirmation'], 'confirm')
  const method = sourceOf(world, account, intent, params)
  if (method) checkOwner(method, intent)
  if (params['off_session'] === 'true') intent['$isOffSession'] = true
  return confirm(world, account, intent, method)
}

const confirm = (world: World, account: Account, intent: Thing, method: Thing | null): Thing => {
  if (!method)
    throw invalid(
      'payment_intent_unexpected_state',
      'You cannot confirm this PaymentIntent without a payment method.',
    )
  intent['payment_method'] = method.id
  intent['last_payment_error'] = null
  method['$isSpent'] = true
  const card: CardBehaviour = method['$card']
  const asks = card.challenge === 'always' || (card.challenge === 'until_set_up' && !method['$isSetUp'])
  if (asks && intent['$isOffSession'])
    throw fail(world, account, intent, method, {
      code: 'authentication_required',
      decline_code: 'authentication_required',
      message: 'Your card was declined. This transaction requires authentication.',
    })
  if (asks) {
    intent['status'] = 'requires_action'
    intent['next_action'] = { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } }
    announce(world, account, 'payment_intent.requires_action', intent)
    return intent
  }
  return charge(world, account, intent, method)
}

const charge = (world: World, account: Account, intent: Thing, method: Thing): Thing => {
  const card: CardBehaviour = method['$card']
  if (card.decline)
    throw fail(world, account, intent, method, {
      code: card.decline.code,
      decline_code: card.decline.declineCode,
      message: 'Your card was declined.',
    })
  if (card.isSlow && intent['status'] !== 'processing') {
    intent['status'] = 'processing'
    announce(world, account, 'payment_intent.processing', intent)
    return intent
  }
  return settle(world, account, intent, method)
}

const settle = (world: World, account: Account, intent: Thing, method: Thing): Thing => {
  const isHeld = intent['capture_method'] === 'manual'
  const made = recordCharge(world, account, intent, method, null)
  Object.assign(intent, {
    latest_charge: made.id,
    next_action: null,
    status: isHeld ? 'requires_capture' : 'succeeded',
    amount_capturable: isHeld ? intent['amount'] : 0,
    amount_received: isHeld ? 0 : intent['amount'],
  })
  if (intent['setup_future_usage'] && intent['customer']) {
    method['customer'] = intent['customer']
    method['$isSetUp'] = true
  }
  announce(
    world,
    account,
    isHeld ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded',
    intent,
  )
  return intent
}

/** The intent waits for another source, and the error says why. */
const fail = (world: World, account: Account, intent: Thing, method: Thing, error: Params): Refusal => {
  const isCharged = error['code'] !== 'payment_intent_authentication_failure'
  const made = isCharged ? recordCharge(world, account, intent, method, error) : null
  const full = {
    type: isCharged ? 'card_error' : 'invalid_request_error',
    ...error,
    ...(made ? { charge: made.id } : {}),
    payment_method: shown(account, method),
  }
  Object.assign(intent, {
    status: 'requires_payment_method',
    next_action: null,
    payment_method: null,
    latest_charge: made?.id ?? null,
    last_payment_error: full,
  })
  announce(world, account, 'payment_intent.payment_failed', intent)
  return new Refusal(402, { ...full, payment_intent: shown(account, intent, ['latest_charge']) })
}

const answered = ['succeed', 'fail'] as const
export type ChallengeOutcome = (typeof answered)[number]

/** The buyer came back from the bank. */
export const answerChallenge = (
  world: World,
  account: Account,
  id: string,
  outcome: ChallengeOutcome,
): Thing => {
  const intent = find(account, 'payment_intents', id, 'payment_intent')
  expectStatus(intent, ['requires_action'], 'authenticate')
  const method = find(account, 'payment_methods', intent['payment_method'], 'payment_method')
  if (outcome === 'succeed') return charge(world, account, intent, method)
  throw fail(world, account, intent, method, {
    code: 'payment_intent_authentication_failure',
    message:
      'We are unable to authenticate your payment method. Choose a different payment method and try again.',
  })
}

/** A payment that was `processing` ends. */
export const endProcessing = (world: World, account: Account, id: string, isGood: boolean): Thing => {
  const intent = find(account, 'payment_intents', id, 'payment_intent')
  expectStatus(intent, ['processing'], 'end')
  const method = find(account, 'payment_methods', intent['payment_method'], 'payment_method')
  if (isGood) return settle(world, account, intent, method)
  fail(world, account, intent, method, {
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
  })
  return intent
}

export const capturePaymentIntent = (world: World, account: Account, id: string, params: Params): Thing => {
  const intent = find(account, 'payment_intents', id, 'payment_intent')
  expectStatus(intent, ['requires_capture'], 'capture')
  const amount = params['amount_to_capture']
    ? wholeAmount(params['amount_to_capture'], 'amount_to_capture')
    : intent['amount']
  if (amount > intent['amount_capturable'])
    throw invalid('amount_too_large', 'The amount is larger than what can be captured.', {
      param: 'amount_to_capture',
    })
  Object.assign(intent, { status: 'succeeded', amount_capturable: 0, amount_received: amount })
  const made = find(account, 'charges', intent['latest_charge'], 'charge')
  Object.assign(made, { captured: true, amount_captured: amount })
  announce(world, account, 'payment_intent.succeeded', intent)
  return intent
}

export const cancelPaymentIntent = (world: World, account: Account, id: string, params: Params): Thing => {
  const intent = find(account, 'payment_intents', id, 'payment_intent')
  expectStatus(
    intent,
    ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'],
    'cancel',
  )
  Object.assign(intent, {
    status: 'canceled',
    canceled_at: seconds(world),
    cancellation_reason: params['cancellation_reason'] ?? null,
    amount_capturable: 0,
    next_action: null,
  })
  announce(world, account, 'payment_intent.canceled', intent)
  return intent
}

const expectStatus = (intent: Thing, statuses: readonly string[], what: string): void => {
  if (!statuses.includes(intent['status']))
    throw invalid(
      'payment_intent_unexpected_state',
      `You cannot ${what} this PaymentIntent because it has a status of ${intent['status']}.`,
      {
        payment_intent: Object.fromEntries(Object.entries(intent).filter(([name]) => !name.startsWith('$'))),
      },
    )
}
