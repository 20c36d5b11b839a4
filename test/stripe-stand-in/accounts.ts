import type { Params } from './form.ts'
import type { Thing } from './objects.ts'
import { missing } from './refusal.ts'
import { type World, accountOf, announce, seconds } from './world.ts'

const needed = [
  'business_profile.url',
  'external_account',
  'individual.dob.day',
  'individual.first_name',
  'tos_acceptance.date',
]

const requirements = (currentlyDue: readonly string[]): Params => ({
  alternatives: [],
  current_deadline: null,
  currently_due: [...currentlyDue],
  disabled_reason: currentlyDue.length > 0 ? 'requirements.past_due' : null,
  errors: [],
  eventually_due: [...currentlyDue],
  past_due: [...currentlyDue],
  pending_verification: [],
})

/** A merchant's own account; until somebody approves it, it may do nothing. Source: docs.stripe.com/api/accounts. */
export const createAccount = (world: World, params: Params): Thing => {
  const account: Thing = {
    id: world.newId('acct'),
    object: 'account',
    business_profile: params['business_profile'] ?? {},
    business_type: params['business_type'] ?? null,
    capabilities: Object.fromEntries(
      Object.keys(params['capabilities'] ?? {}).map((name) => [name, 'inactive']),
    ),
    charges_enabled: false,
    controller: params['controller'] ?? {},
    country: params['country'] ?? 'US',
    created: seconds(world),
    default_currency: 'usd',
    details_submitted: false,
    email: params['email'] ?? null,
    future_requirements: requirements([]),
    metadata: params['metadata'] ?? {},
    payouts_enabled: false,
    requirements: requirements(needed),
    type: params['type'] ?? 'none',
  }
  world.accounts.set(account.id, account)
  return account
}

export const findAccount = (world: World, id: string): Thing => {
  const found = world.accounts.get(id)
  if (!found) throw missing('account', id, 'account')
  return found
}

export const updateAccount = (world: World, id: string, changes: Params): Thing => {
  const account = findAccount(world, id)
  Object.assign(account, changes)
  announce(world, accountOf(world, id), 'account.updated', account)
  return account
}

/** All that Stripe asked for was given and believed. */
export const approveAccount = (world: World, id: string): Thing =>
  updateAccount(world, id, {
    charges_enabled: true,
    payouts_enabled: true,
    details_submitted: true,
    requirements: requirements([]),
    capabilities: { card_payments: 'active', transfers: 'active' },
  })

export const createAccountSession = (world: World, params: Params): Params => ({
  object: 'account_session',
  account: findAccount(world, params['account']).id,
  client_secret: `accs_${world.newSecret()}`,
  components: params['components'] ?? {},
  expires_at: seconds(world) + 1800,
  livemode: false,
})

export const createAccountLink = (world: World, params: Params, origin: string): Params => ({
  object: 'account_link',
  created: seconds(world),
  expires_at: seconds(world) + 300,
  url: `${origin}/setup/${findAccount(world, params['account']).id}?return_url=${encodeURIComponent(params['return_url'] ?? '')}`,
})
