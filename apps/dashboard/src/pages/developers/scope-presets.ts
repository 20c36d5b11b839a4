import type { ScopeUse } from './scope-catalogue.ts'

export type ScopePreset = {
  readonly key: 'read_only' | 'checkout' | 'everything'
  readonly label: string
  readonly hint: string
}

export const scopePresets: readonly ScopePreset[] = [
  {
    key: 'checkout',
    label: 'Checkout',
    hint: 'Make orders, take payments, refund them, and read the catalogue.',
  },
  { key: 'read_only', label: 'Read only', hint: 'See everything, change nothing.' },
  {
    key: 'everything',
    label: 'Everything',
    hint: 'All that a key can do, making other keys included. Only where you trust the program wholly.',
  },
]

/** What a server that sells with orders and hosted pages needs, and no more. */
const checkoutScopes: ReadonlySet<string> = new Set([
  'commerce.orders.write',
  'commerce.refunds.write',
  'commerce.catalog.read',
  'commerce.products.read',
  'commerce.promotions.read',
  'checkouts.checkout_sessions.write',
  'customers.write',
  'payments.payment_intents.write',
  'payments.payment_methods.write',
  'payments.payment_options.read',
  'settings.read',
])

const wanted: Readonly<Record<ScopePreset['key'], (scope: string) => boolean>> = {
  read_only: (scope) => scope.endsWith('.read'),
  checkout: (scope) => checkoutScopes.has(scope),
  everything: () => true,
}

/** The scopes of a preset among those that there are. A write scope includes its read scope, which is therefore left out. */
export const scopesOfPreset = (preset: ScopePreset['key'], catalogue: readonly ScopeUse[]): string[] => {
  const chosen = catalogue.map(({ scope }) => scope).filter(wanted[preset])
  return chosen.filter(
    (scope) => !chosen.includes(scope.replace(/\.read$/, '.write')) || scope.endsWith('.write'),
  )
}

/** The preset that these scopes are; null when somebody chose by hand. */
export const presetOf = (
  scopes: readonly string[],
  catalogue: readonly ScopeUse[],
): ScopePreset['key'] | null => {
  const sorted = scopes.toSorted().join()
  const found = scopePresets.find(({ key }) => scopesOfPreset(key, catalogue).toSorted().join() === sorted)
  return found?.key ?? null
}
