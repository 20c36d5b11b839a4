import type { Context } from '../platform/context.ts'
import { type Standing, expectOwnMerchant, getStanding } from '../verification/index.ts'

/** A merchant as one of its environments sees it: sandboxes need no account to take payments. */
export type ShownMerchant = { standing: Standing; mode: Context['mode'] }

/** As it is in the database now, not as this process remembers it. */
export const getMerchant = async (ctx: Context, merchantId: string): Promise<ShownMerchant> => {
  expectOwnMerchant(ctx, merchantId)
  return { standing: await getStanding(ctx, merchantId), mode: ctx.mode }
}
