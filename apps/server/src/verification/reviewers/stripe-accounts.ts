import type Stripe from 'stripe'
import { stripeOf } from '../../payments/processors/stripe/client.ts'
import type { Instant } from '../../platform/clock/clock.ts'
import type { Services } from '../../platform/context.ts'
import type { Account } from '../account.ts'
import { ProviderUnavailable } from './reviewer.ts'
import type { StripeAccount } from './stripe-words.ts'

/** Talks with Stripe about accounts of merchants; what comes back is translated in `stripe-words.ts`. */

const stripeApi = ({ config }: Services): Stripe => {
  const client = stripeOf(config)
  if (!client) throw new Error('Accounts are verified by Stripe, and Stripe is not configured.')
  return client
}

/** Made once: the key follows from what it is made from, so that a second try finds the first one's account. */
export const createAccount = (
  services: Services,
  account: Account,
  businessName: string,
): Promise<StripeAccount> => {
  const params = accountParams(account, businessName)
  const digest = services.secrets.digest('request', JSON.stringify(params)).toString('hex').slice(0, 32)
  return answered(stripeApi(services).accounts.create(params, { idempotencyKey: `account-${digest}` }))
}

const accountParams = (
  { merchantId, country, profile, requestedCapabilities }: Account,
  businessName: string,
): Stripe.AccountCreateParams => ({
  country: country ?? 'US',
  ...(profile.email ? { email: profile.email } : {}),
  controller: {
    // Stripe collects, decides and bears the risk; the merchant sees our pages only.
    requirement_collection: 'stripe',
    losses: { payments: 'stripe' },
    fees: { payer: 'application' },
    stripe_dashboard: { type: 'none' },
  },
  capabilities: {
    card_payments: { requested: true },
    transfers: { requested: true },
    ...(requestedCapabilities.includes('accept_ach_debit_payments')
      ? { us_bank_account_ach_payments: { requested: true } }
      : {}),
  },
  business_profile: {
    name: businessName,
    ...(profile.websiteUrl ? { url: profile.websiteUrl } : {}),
    ...(profile.supportEmail ? { support_email: profile.supportEmail } : {}),
    ...(profile.supportPhone ? { support_phone: profile.supportPhone } : {}),
    ...(profile.supportUrl ? { support_url: profile.supportUrl } : {}),
  },
  metadata: { flint_merchant_id: merchantId },
})

export const readAccount = (services: Services, accountId: string): Promise<StripeAccount> =>
  answered(stripeApi(services).accounts.retrieve(accountId))

export const formComponents = {
  account_onboarding: 'account_onboarding',
  account_management: 'account_management',
  payouts: 'payouts',
  balances: 'balances',
  tax_documents: 'documents',
  notification_banner: 'notification_banner',
} as const
export type FormComponent = keyof typeof formComponents

/** What a browser needs to show Stripe's forms for one account. */
export const openForms = async (
  services: Services,
  accountId: string,
  components: readonly FormComponent[],
): Promise<{ clientSecret: string; expiresAt: Instant }> => {
  const session = await answered(
    stripeApi(services).accountSessions.create({
      account: accountId,
      components: Object.fromEntries(components.map((name) => [formComponents[name], { enabled: true }])),
    }),
  )
  return {
    clientSecret: session.client_secret,
    expiresAt: new Date(session.expires_at * 1000).toISOString(),
  }
}

/** Whatever Stripe has against a request of ours, the merchant can do nothing about it but try again. */
const answered = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked
  } catch (error) {
    throw new ProviderUnavailable(`Stripe did not answer: ${(error as Error).message}`, { cause: error })
  }
}
