import { after } from 'node:test'
import type Stripe from 'stripe'
import { type StripeStandIn, startStripeStandIn } from '../../../../../../test/stripe-stand-in/stand-in.ts'
import { readStripeConfig } from '../../../platform/config/stripe-config.ts'
import { jsonLogger } from '../../../platform/log/logger.ts'
import type { AuthorizeRequest, ChargedFor, LookUpRequest, RemoteProcessor } from '../processor.ts'
import { stripeClient } from './client.ts'
import { processorOf } from './talk.ts'

/** Stripe's own service is asked instead of the stand-in when a person has given a key of their test mode. */
export const realKey = process.env['FLINT_TEST_STRIPE_SECRET_KEY'] ?? null
export const isReal = realKey !== null

export type StripeFixture = {
  processor: RemoteProcessor
  client: Stripe
  logLines: string[]
  /** What Stripe's form would make of one of its test cards. */
  mint(card: string): Promise<string>
}

const settingsOf = (env: Record<string, string>) => readStripeConfig(env)!

const fixtureOf = (env: Record<string, string>, timeout: number): StripeFixture => {
  const settings = settingsOf(env)
  const client = stripeClient(settings, { timeout })
  const logLines: string[] = []
  const log = jsonLogger('info', (line) => logLines.push(line))
  return {
    processor: processorOf({ client, settings, log }),
    client,
    logLines,
    mint: async (card) =>
      (await client.testHelpers.confirmationTokens.create({ payment_method: `pm_card_${card}` })).id,
  }
}

/** The adapter, talking to the stand-in, with a short patience; closed when the test file ends. */
export const startStandInFixture = async (
  accounts: 'platform' | 'connected' = 'platform',
): Promise<StripeFixture & { standIn: StripeStandIn }> => {
  const standIn = await startStripeStandIn({ accounts })
  after(standIn.close)
  return { ...fixtureOf(standIn.env, 1_000), standIn }
}

/** The adapter, talking to Stripe's own test mode if there is a key, else to the stand-in. */
export const startFixture = async (): Promise<StripeFixture> =>
  realKey === null
    ? startStandInFixture()
    : fixtureOf(
        {
          FLINT_STRIPE_SECRET_KEY: realKey,
          FLINT_STRIPE_PUBLISHABLE_KEY: 'pk_test_unused',
          FLINT_STRIPE_WEBHOOK_SECRET: 'whsec_unused',
        },
        30_000,
      )

export const aMerchant: ChargedFor = {
  environmentId: 'menv_1',
  merchantId: 'mer_1',
  processorAccountId: null,
}

let count = 0
/** Never the same twice, so that a real account can be used again and again. */
export const freshId = (prefix: string): string => `${prefix}_${Date.now().toString(36)}${++count}`

/** An ordinary card payment of 20.00 USD, captured at once. */
export const aCharge = (token: string, special: Partial<AuthorizeRequest> = {}): AuthorizeRequest => ({
  whose: aMerchant,
  paymentIntentId: freshId('pi'),
  orderId: 'ord_1',
  chargeId: freshId('chg'),
  amount: 2000,
  currency: 'USD',
  capture: 'automatic',
  source: { card: null, testCard: null, processorToken: token },
  isOffSession: false,
  cardToSave: null,
  returnUrl: 'https://shop.example/back',
  now: new Date().toISOString(),
  ...special,
})

export const aLookUp = (charge: AuthorizeRequest, special: Partial<LookUpRequest> = {}): LookUpRequest => ({
  ...charge,
  reference: null,
  startedAt: charge.now,
  challenge: null,
  ...special,
})
