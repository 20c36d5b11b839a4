import { findSession } from '../checkout-sessions/queries.ts'
import { hostedPageUrl } from '../checkout-sessions/to-checkout-session.ts'
import { type PaymentMethod, findPaymentMethod } from '../payment-methods/index.ts'
import { isChallengeSignature, setUpChallenge } from '../payments/challenge-link.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { findActiveAttempt, findIntent } from '../payments/queries.ts'
import type { Environments } from '../platform/auth/environments.ts'
import { type Context, type Services, systemContext } from '../platform/context.ts'
import { returnAddressOf } from './return-addresses.ts'

/** The parts of a challenge's address. */
export type ChallengeLink = { environmentId: string; subjectId: string; signature: string }

/** What the bank asks about: a payment, or a card that is to be saved. */
export type Challenge = {
  ctx: Context
  /** Where the buyer goes afterwards; null when nobody said. */
  returnUrl: string | null
} & ({ intent: PaymentIntent } | { method: PaymentMethod })

const idPattern = (prefix: string) => new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`)
const environmentPattern = idPattern('menv')
const intentPattern = idPattern('pi')
const methodPattern = idPattern('pm')

/** Null for a link that is wrong, or that belongs to an earlier try to charge. */
export const findChallenge = async (
  services: Services,
  known: Environments,
  { environmentId, subjectId, signature }: ChallengeLink,
): Promise<Challenge | null> => {
  const isMethod = methodPattern.test(subjectId)
  if (!environmentPattern.test(environmentId) || (!isMethod && !intentPattern.test(subjectId))) return null
  const environment = await known.find(environmentId)
  if (!environment) return null
  const ctx = systemContext(services, environment)
  return isMethod ? ofSetUp(ctx, subjectId, signature) : ofPayment(ctx, subjectId, signature)
}

const ofSetUp = async (
  ctx: Context,
  paymentMethodId: string,
  signature: string,
): Promise<Challenge | null> => {
  const method = await ctx.db.run(findPaymentMethod(ctx, paymentMethodId))
  if (!method?.setUp || !isChallengeSignature(ctx, setUpChallenge(method, method.setUp.setUpId), signature))
    return null
  return { ctx, method, returnUrl: method.setUp.returnUrl }
}

const ofPayment = async (
  ctx: Context,
  paymentIntentId: string,
  signature: string,
): Promise<Challenge | null> => {
  const intent = await ctx.db.run(findIntent(ctx, paymentIntentId))
  if (!intent?.chargeId || !isChallengeSignature(ctx, intent, signature)) return null
  return { ctx, intent, returnUrl: await returnUrlOf(ctx, intent) }
}

/** What the payment says, then what the checkout session it is made through says, then the hosted page itself. */
const returnUrlOf = async (ctx: Context, intent: PaymentIntent): Promise<string | null> => {
  if (intent.returnUrl !== null || intent.orderId === null) return returnAddressOf(ctx, intent)
  const attempt = await ctx.db.run(findActiveAttempt(ctx, intent.orderId))
  if (!attempt?.checkoutSessionId || !attempt.paymentIntentIds.includes(intent.paymentIntentId)) return null
  const session = await ctx.db.run(findSession(ctx, attempt.checkoutSessionId))
  if (!session) return null
  const asked = session.settings.payments?.payment_return_url
  return asked ?? (session.surface === 'hosted' ? hostedPageUrl(ctx, session) : null)
}
