import type { Route } from '../../platform/http/route.ts'
import { createPromotionCodeRoute } from './create-promotion-code.ts'
import { createPromotionRoute } from './create-promotion.ts'
import { deletePromotionCodeRoute } from './delete-promotion-code.ts'
import { deletePromotionRoute } from './delete-promotion.ts'
import { getPromotionCodeRoute } from './get-promotion-code.ts'
import { getPromotionRoute } from './get-promotion.ts'
import { listPromotionCodesRoute } from './list-promotion-codes.ts'
import { listPromotionsRoute } from './list-promotions.ts'
import { resolvePromotionCodeRoute } from './resolve-promotion-code.ts'
import { updatePromotionCodeRoute } from './update-promotion-code.ts'
import { updatePromotionRoute } from './update-promotion.ts'

/** In the order of the API reference. */
export const promotionRoutes: readonly Route[] = [
  createPromotionRoute,
  listPromotionsRoute,
  getPromotionRoute,
  updatePromotionRoute,
  deletePromotionRoute,
  resolvePromotionCodeRoute,
  createPromotionCodeRoute,
  listPromotionCodesRoute,
  getPromotionCodeRoute,
  updatePromotionCodeRoute,
  deletePromotionCodeRoute,
]
