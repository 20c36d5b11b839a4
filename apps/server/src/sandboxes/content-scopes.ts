import { hasScope } from '../platform/auth/scopes.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'

/** What a file holds: whoever may not read it piece by piece may not have it as a whole. */
const areas = [
  'checkouts.checkout_sessions',
  'commerce.bundles',
  'commerce.catalog',
  'commerce.orders',
  'commerce.products',
  'commerce.promotions',
  'commerce.refunds',
  'customers',
  'payments.payment_intents',
  'payments.payment_method_domains',
  'payments.payment_methods',
  'settings',
  'webhooks',
]

export const readScopes: readonly string[] = [
  ...areas.map((area) => `${area}.read`),
  'money_movement.balance_transactions.read',
  'payments.disputes.read',
]
export const writeScopes: readonly string[] = areas.map((area) => `${area}.write`)

/** Refuses INSUFFICIENT_SCOPE with all that are missing. */
const expectScopes = (ctx: Context, needed: readonly string[]): void => {
  const missing = needed.filter((scope) => !hasScope(ctx.scopes, scope))
  if (missing.length === 0) return
  throw refuse(httpErrors.INSUFFICIENT_SCOPE, {
    message: `This key lacks scopes of what the file holds: ${missing.join(', ')}.`,
    extra: { missing_scopes: missing, scope_requirement: { mode: 'all', scopes: needed } },
  })
}

export const expectReadScopes = (ctx: Context): void => expectScopes(ctx, readScopes)
export const expectWriteScopes = (ctx: Context): void => expectScopes(ctx, writeScopes)
