import type { Route } from '../../platform/http/route.ts'
import { createCouponRoute } from './create-coupon.ts'
import { deleteCouponRoute } from './delete-coupon.ts'
import { getCouponRoute } from './get-coupon.ts'
import { listCouponsRoute } from './list-coupons.ts'
import { replaceCouponItemLimitsRoute } from './replace-coupon-item-limits.ts'
import { updateCouponRoute } from './update-coupon.ts'

/** In the order of the API reference. */
export const couponRoutes: readonly Route[] = [
  createCouponRoute,
  listCouponsRoute,
  getCouponRoute,
  updateCouponRoute,
  deleteCouponRoute,
  replaceCouponItemLimitsRoute,
]
