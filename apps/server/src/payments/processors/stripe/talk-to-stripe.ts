import type Stripe from 'stripe'
import type { StripeConfig } from '../../../platform/config/stripe-config.ts'
import type { Services } from '../../../platform/context.ts'
import { httpErrors, refuse } from '../../../platform/http/errors.ts'
import type { Logger } from '../../../platform/log/logger.ts'
import type { BrowserAction, ChargedFor } from '../processor.ts'
import { accountOf, stripeOf } from './client.ts'
import { type Heard, hear } from './hear.ts'
import { browserActionOf } from './translate.ts'

/** What every call needs. */
export type Talk = { client: Stripe; settings: StripeConfig; log: Logger }

export const talkOf = ({ config, log }: Pick<Services, 'config' | 'log'>): Talk => {
  const client = stripeOf(config)
  if (!client) throw new Error('The processor is stripe, and Stripe is not configured.')
  return { client, settings: config.stripe!, log }
}

/** Whose account, and for a write our name for the try. */
export const optionsOf = (
  { settings }: Talk,
  whose: ChargedFor,
  idempotencyKey?: string,
): Stripe.RequestOptions => ({
  ...accountOf(settings, whose),
  ...(idempotencyKey ? { idempotencyKey } : {}),
})

/** Asks about somebody's money, and never rejects. */
export const ask = <T>(
  talk: Talk,
  what: string,
  subject: Record<string, string>,
  call: (client: Stripe) => Promise<T>,
): Promise<Heard<T>> => hear(talk.log, what, subject, async () => call(talk.client))

/** From either side the other is found: who reads our logs, or Stripe's dashboard. */
export const metadataOf = (
  { environmentId }: ChargedFor,
  ids: Record<string, string | null>,
): Record<string, string> => {
  const named = Object.entries(ids).filter((entry): entry is [string, string] => entry[1] !== null)
  return { flint_environment_id: environmentId, ...Object.fromEntries(named) }
}

/** What a token of ours is in Stripe's words: of its form, or a card that it keeps. */
export const sourceParams = (token: string) =>
  token.startsWith('ctoken_') ? { confirmation_token: token } : { payment_method: token }

/**
 * A card that is kept belongs to a customer of its own there, whose name is read from the card: we keep none.
 * Null where there is no customer.
 */
export const customerFor = async (
  talk: Talk,
  whose: ChargedFor,
  token: string,
  { tryId, isToSave }: { tryId: string; isToSave: boolean },
): Promise<Heard<string | null>> => {
  if (!token.startsWith('ctoken_')) {
    const found = await ask(talk, 'read a saved card', { tryId }, (client) =>
      client.paymentMethods.retrieve(token, {}, optionsOf(talk, whose)),
    )
    if (found.kind !== 'said') return found
    const { customer } = found.value
    if (customer || !isToSave)
      return { kind: 'said', value: typeof customer === 'string' ? customer : (customer?.id ?? null) }
  }
  if (!isToSave) return { kind: 'said', value: null }
  const made = await ask(talk, 'make a customer', { tryId }, (client) =>
    client.customers.create({ metadata: metadataOf(whose, {}) }, optionsOf(talk, whose, `${tryId}:customer`)),
  )
  return made.kind === 'said' ? { kind: 'said', value: made.value.id } : made
}

/**
 * Looked up for each page that shows it: the secret is never kept.
 *
 * @throws SERVICE_UNAVAILABLE where Stripe does not say: nobody knows then whether a buyer is waited for.
 */
export const browserAction = async (
  talk: Talk,
  { whose, reference }: { whose: ChargedFor; reference: string },
): Promise<BrowserAction | null> => {
  const found = await ask<Pick<Stripe.PaymentIntent, 'status' | 'client_secret'>>(
    talk,
    'read what a buyer must do',
    { reference },
    (client) =>
      reference.startsWith('seti_')
        ? client.setupIntents.retrieve(reference, {}, optionsOf(talk, whose))
        : client.paymentIntents.retrieve(reference, {}, optionsOf(talk, whose)),
  )
  if (found.kind !== 'said') throw refuse(httpErrors.SERVICE_UNAVAILABLE)
  const { accounts, publishableKey } = talk.settings
  return browserActionOf(
    found.value,
    publishableKey,
    accounts === 'connected' ? whose.processorAccountId : null,
  )
}
