import { createHash } from 'node:crypto'
import { type CardBehaviour, cardNamed, cardNumbered } from './cards.ts'
import type { Params } from './form.ts'
import type { Account, Thing } from './objects.ts'
import { invalid, missingParam } from './refusal.ts'
import { type World, find, seconds } from './world.ts'

export const newPaymentMethod = (
  world: World,
  account: Account,
  card: CardBehaviour,
  details: Params = {},
): Thing => {
  const method: Thing = {
    id: world.newId('pm'),
    object: 'payment_method',
    type: 'card',
    created: seconds(world),
    customer: null,
    livemode: false,
    metadata: {},
    billing_details: details['billing_details'] ?? {},
    card: {
      brand: card.brand,
      display_brand: card.brand,
      last4: card.number.slice(-4),
      exp_month: Number(details['card']?.exp_month ?? 12),
      exp_year: Number(details['card']?.exp_year ?? 2034),
      fingerprint: createHash('sha256').update(card.number).digest('base64url').slice(0, 16),
      funding: 'credit',
      country: 'US',
      wallet: null,
    },
    $card: card,
    $isSetUp: false,
    $isSpent: false,
  }
  account.things.payment_methods.set(method.id, method)
  return method
}

/** By its id, or a new one by one of Stripe's names for tests, such as `pm_card_visa`. */
export const paymentMethodOf = (world: World, account: Account, id: string): Thing => {
  const card = cardNamed(id.replace(/^pm_card_/, ''))
  if (id.startsWith('pm_card_') && card) return newPaymentMethod(world, account, card)
  const found = account.things.payment_methods.get(id)
  if (!found) throw missingParam('PaymentMethod', id, 'payment_method')
  return found
}

export const attach = (world: World, account: Account, id: string, customer: string): Thing => {
  const method = paymentMethodOf(world, account, id)
  find(account, 'customers', customer, 'customer')
  if (method['$isSpent'] && method['customer'] === null)
    throw invalid(undefined, 'The PaymentMethod was used before without being attached to a Customer.')
  method['customer'] = customer
  return method
}

/** What Stripe's form in a browser makes of a card, or a test of a named one. */
export const newConfirmationToken = (world: World, account: Account, params: Params): Thing => {
  const data = params['payment_method_data']
  const method = params['payment_method']
    ? paymentMethodOf(world, account, params['payment_method'])
    : newPaymentMethod(world, account, cardNumbered(String(data?.card?.number ?? '4242424242424242')), data)
  const token: Thing = {
    id: world.newId('ctoken'),
    object: 'confirmation_token',
    created: seconds(world),
    expires_at: seconds(world) + 12 * 3600,
    livemode: false,
    payment_intent: null,
    setup_intent: null,
    payment_method_preview: {
      type: 'card',
      card: method['card'],
      billing_details: method['billing_details'],
    },
    return_url: params['return_url'] ?? null,
    setup_future_usage: params['setup_future_usage'] ?? null,
    $paymentMethod: method.id,
  }
  account.things.confirmation_tokens.set(token.id, token)
  return token
}

/** What an intent is confirmed with; a token serves one intent, for twelve hours. */
export const sourceOf = (world: World, account: Account, intent: Thing, params: Params): Thing | null => {
  const { confirmation_token: tokenId, payment_method: methodId } = params
  if (tokenId && methodId)
    throw invalid('parameter_invalid', 'You can only pass one of payment_method and confirmation_token.')
  if (methodId) return paymentMethodOf(world, account, methodId)
  if (!tokenId) return null
  const token = account.things.confirmation_tokens.get(tokenId)
  if (!token) throw missingParam('confirmationtoken', tokenId, 'confirmation_token')
  const usedBy = token['payment_intent'] ?? token['setup_intent']
  if (usedBy && usedBy !== intent.id)
    throw invalid(undefined, `ConfirmationToken ${tokenId} has already been used.`, {
      param: 'confirmation_token',
    })
  if (token['expires_at'] <= seconds(world))
    throw invalid(undefined, `ConfirmationToken ${tokenId} has expired.`, { param: 'confirmation_token' })
  token[intent.object] = intent.id
  return paymentMethodOf(world, account, token['$paymentMethod'])
}

/** A card of one customer serves no other, and one without a customer serves once. */
export const checkOwner = (method: Thing, intent: Thing): void => {
  if (method['customer'] && method['customer'] !== intent['customer'])
    throw invalid(
      undefined,
      `The provided PaymentMethod belongs to Customer ${method['customer']}. Include the Customer in the 'customer' parameter.`,
      { param: 'payment_method' },
    )
  if (method['$isSpent'] && !method['customer'])
    throw invalid(
      undefined,
      'The provided PaymentMethod was previously used without Customer attachment, and may not be used again.',
      { param: 'payment_method' },
    )
}
