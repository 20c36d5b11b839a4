import type { Context } from '../platform/context.ts'
import { settingsOf } from '../settings/index.ts'

export const isBuyer = ({ caller }: Pick<Context, 'caller'>): boolean => caller.kind === 'checkout_session'

/** Where the merchant's checkout keeps no payment details, no buyer sees, uses or saves any. Source: contract, flint-platform 16.1. */
export const areDetailsKept = (ctx: Context): boolean =>
  !isBuyer(ctx) || settingsOf(ctx).checkout.saved_payment_details.enabled
