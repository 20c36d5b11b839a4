/** Every scope a key can hold. Source: contract, flint-platform 9.3. */
const readWrite = [
  'accounts.api_keys',
  'accounts.devices',
  'accounts.organizations',
  'checkouts.checkout_sessions',
  'checkouts.payment_links',
  'commerce.bundles',
  'commerce.catalog',
  'commerce.credit_notes',
  'commerce.delivery',
  'commerce.inventory',
  'commerce.invoices',
  'commerce.orders',
  'commerce.products',
  'commerce.promotions',
  'commerce.refunds',
  'commerce.subscription_plans',
  'commerce.subscriptions',
  'commerce.returns',
  'commerce.gift_cards',
  'customers',
  'developer.feedback_reports',
  'developer.partner_apps',
  'developer.sandboxes',
  'merchants.locations',
  'merchants.onboarding',
  'merchants.profile',
  'money_movement.payout_settings',
  'money_movement.payouts',
  'payments.payment_intents',
  'payments.payment_method_domains',
  'payments.payment_methods',
  'reports',
  'settings',
  'webhooks',
] as const

const single = [
  'analytics.read',
  'capabilities.read',
  'commerce.inventory_locations.write',
  'commerce.inventory_policies.write',
  'commerce.inventory_reservations.write',
  'commerce.refunds.tax_overrides.write',
  'commerce.return_policies.write',
  'commerce.return_reasons.write',
  'commerce.returns.decisions.write',
  'commerce.returns.operations.write',
  'commerce.returns.process.write',
  'commerce.returns.resolutions.write',
  'commerce.gift_cards.adjustments.write',
  'commerce.gift_cards.recipients.write',
  'commerce.gift_cards.redemptions.write',
  'commerce.gift_cards.secrets.write',
  'customers.sessions.write',
  'developer.request_logs.self.read',
  'developer.request_logs.self.detail.read',
  'developer.resource_timelines.read',
  'merchants.account_sessions.write',
  'merchant_billing.read',
  'money_movement.balance_transactions.read',
  'money_movement.balances.read',
  'payments.disputes.read',
  'payments.payment_options.read',
  'risk.read',
  'risk.controls.write',
  'risk.reviews.write',
] as const

export const allScopes: readonly string[] = [
  ...readWrite.flatMap((area) => [`${area}.read`, `${area}.write`]),
  ...single,
]

const known: ReadonlySet<string> = new Set(allScopes)

/** Holds every scope there is, now and later. It is in no catalogue: only who holds it can give it. */
export const wildcard = '*'

/** Older names of whole areas, which are accepted for ever. Source: contract, flint-platform 9.3. */
const olderAreas: Readonly<Record<string, string>> = {
  'settings.settings': 'settings',
  'customers.customers': 'customers',
  'accounts.merchants': 'merchants.profile',
}

/** The scope under today's name, which is the one that routes ask for; null when no scope is called so. */
export const canonicalScope = (scope: string): string | null => {
  if (known.has(scope) || scope === wildcard) return scope
  const at = scope.lastIndexOf('.')
  const area = olderAreas[scope.slice(0, Math.max(at, 0))]
  const canonical = area === undefined ? null : area + scope.slice(at)
  return canonical !== null && known.has(canonical) ? canonical : null
}

/**
 * What a key with these stored scopes may do, under today's names; null when it holds one that is no longer known,
 * because then nobody can say what it was meant to do.
 */
export const heldScopes = (stored: readonly string[]): ReadonlySet<string> | null => {
  const held = stored.map(canonicalScope)
  if (held.includes(null)) return null
  return new Set(held.includes(wildcard) ? [wildcard, ...allScopes] : (held as string[]))
}

/** How the API says what a route needs: a read is served by either scope of its area. Source: contract, flint-platform 3.2 and 9.3. */
export const scopeRequirement = (needed: string): { mode: 'all' | 'any'; scopes: readonly string[] } => {
  if (!needed.endsWith('.read')) return { mode: 'all', scopes: [needed] }
  const writing = needed.replace(/\.read$/, '.write')
  return { mode: 'any', scopes: known.has(writing) ? [needed, writing] : [needed] }
}

/** What only a live key can do, so that no test key may hold it. Source: contract, flint-platform 21.2. */
const liveOnly: ReadonlySet<string> = new Set(['developer.partner_apps.read', 'developer.partner_apps.write'])

export const isAllowedIn = (mode: 'test' | 'live', canonical: string): boolean =>
  mode === 'live' || !liveOnly.has(canonical)

/** Everything that a key of this mode may hold. */
export const scopesOfMode = (mode: 'test' | 'live'): readonly string[] =>
  allScopes.filter((scope) => isAllowedIn(mode, scope))

const readAndWrite = (area: string): string[] => [`${area}.read`, `${area}.write`]

/** What a Flowlix key may do when nobody says: take payments, read them, give them back. */
export const flowlixScopes: readonly string[] = ['payments.payment_intents.write', 'commerce.refunds.write']

/** What a key gets when nobody says what it is for. Source: contract, flint-platform 9.3, "Default scopes". */
export const bootstrapScopes: readonly string[] = [
  ...['accounts.api_keys', 'accounts.organizations'].flatMap(readAndWrite),
  ...['checkouts.checkout_sessions', 'checkouts.payment_links', 'commerce.invoices'].flatMap(readAndWrite),
  ...['merchants.profile', 'merchants.onboarding'].flatMap(readAndWrite),
  'merchants.account_sessions.write',
  ...['commerce.orders', 'commerce.delivery', 'commerce.refunds', 'customers'].flatMap(readAndWrite),
  'developer.request_logs.self.read',
  'developer.request_logs.self.detail.read',
  'developer.resource_timelines.read',
  ...['payments.payment_intents', 'payments.payment_methods'].flatMap(readAndWrite),
  ...readAndWrite('payments.payment_method_domains'),
  'capabilities.read',
  'payments.payment_options.read',
  ...readAndWrite('webhooks'),
]

/** A write scope includes its read scope. */
export const hasScope = (held: ReadonlySet<string>, needed: string): boolean =>
  held.has(needed) || (needed.endsWith('.read') && held.has(`${needed.slice(0, -'.read'.length)}.write`))
