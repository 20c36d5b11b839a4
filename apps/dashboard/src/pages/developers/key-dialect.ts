/** The public API that a key speaks. */
export type KeyDialect = 'flint' | 'flowlix_a' | 'flowlix_c'

type DialectWords = { name: string; hint: string }

/** Each with how its keys begin, as far as people know them by it. */
export const keyDialects: Readonly<Record<KeyDialect, DialectWords>> = {
  flint: { name: 'Flint', hint: 'Orders, checkout, webhooks and everything else. Begins with flint_.' },
  flowlix_a: { name: 'Flowlix', hint: 'Payments in one call, and hosted pages. Begins with fl_.' },
  flowlix_c: {
    name: 'Flowlix, second version',
    hint: 'The same with signed webhooks and partial refunds. Begins with api_.',
  },
}

/** What a Flowlix key can be allowed: its API has few routes. Source: contract, flowlix 3. */
export const flowlixAccess = [
  {
    key: 'payments',
    label: 'Take, read and refund payments',
    scopes: ['payments.payment_intents.write', 'commerce.refunds.write'],
  },
  { key: 'take', label: 'Take and read payments', scopes: ['payments.payment_intents.write'] },
  { key: 'read', label: 'Read payments', scopes: ['payments.payment_intents.read'] },
] as const

/** @example firstCall('flint') // ['/v1/developer/auth-context', 'FLINT_KEY'] */
export const firstCall = (dialect: KeyDialect): readonly [path: string, variable: string] =>
  dialect === 'flint' ? ['/v1/developer/auth-context', 'FLINT_KEY'] : ['/v1/payments?limit=1', 'FLOWLIX_KEY']
