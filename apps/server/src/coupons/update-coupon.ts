import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { forgetAutomaticOffers } from '../promotions/automatic-offers.ts'
import { deleteCodesOf } from '../promotions/code-queries.ts'
import { findCouponCodes } from '../promotions/coupon-queries.ts'
import { promotionIdOf } from '../promotions/offer-of.ts'
import type { Promotion } from '../promotions/promotion.ts'
import { findFacts, lockPromotion, noFacts, savePromotion } from '../promotions/queries.ts'
import { type Change, expectNotArchived } from '../promotions/update-promotion.ts'
import { changedCouponTerms, withItemIds } from './coupon-terms.ts'
import { expectCoupon } from './get-coupon.ts'
import type { UpdateCouponBody } from './schemas.ts'
import type { CouponPromotion } from './to-coupon.ts'

/** Source: contract, flint-commerce 15.2. */
export const updateCoupon = async (
  ctx: Context,
  couponId: string,
  input: UpdateCouponBody,
): Promise<CouponPromotion> => {
  const { expected_version: expectedVersion, ...changes } = input
  if (Object.keys(changes).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return changeCoupon(ctx, couponId, expectedVersion, (before) => ({
    promotion: changedCouponTerms(before, changes),
    writes: [],
  }))
}

export const replaceItemLimits = (
  ctx: Context,
  couponId: string,
  itemIds: readonly string[],
): Promise<CouponPromotion> =>
  changeCoupon(ctx, couponId, undefined, (before) => ({
    promotion: withItemIds(before, [...new Set(itemIds)]),
    writes: [],
  }))

/** For good; its code can be given out anew. */
export const deleteCoupon = (
  ctx: Context,
  couponId: string,
  expectedVersion: number | undefined,
): Promise<CouponPromotion> =>
  changeCoupon(ctx, couponId, expectedVersion, (before) => ({
    promotion: { ...before, archivedAt: ctx.now },
    writes: [deleteCodesOf(ctx, before.promotionId)],
  }))

const changeCoupon = async (
  ctx: Context,
  couponId: string,
  expectedVersion: number | undefined,
  change: (before: Promotion) => Change,
): Promise<CouponPromotion> => {
  const promotionId = promotionIdOf(couponId)
  const changed = await transact(
    ctx,
    {
      promotion: lockPromotion(ctx, promotionId),
      facts: findFacts(ctx, [promotionId]),
      codes: findCouponCodes(ctx, [promotionId]),
    },
    ({ promotion, facts, codes }) => {
      const before = expectCoupon(promotion, couponId)
      expectNotArchived(before)
      expectVersion(before.version, expectedVersion)
      const { promotion: after, writes } = change(before)
      const next = { ...after, version: before.version + 1, updatedAt: ctx.now }
      return {
        result: {
          promotion: next,
          ...(facts.get(promotionId) ?? noFacts),
          couponCode: codes.get(promotionId) ?? '',
        },
        writes: [savePromotion(next), ...writes],
      }
    },
  )
  forgetAutomaticOffers(ctx)
  return changed
}
