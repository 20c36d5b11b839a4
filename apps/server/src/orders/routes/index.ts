import '../erase-buyer.ts'
import type { Route } from '../../platform/http/route.ts'
import { addOrderChargeRoute } from './add-order-charge.ts'
import { addOrderLineItemsRoute } from './add-order-line-items.ts'
import { applyOrderDiscountRoute } from './apply-order-discount.ts'
import { cancelOrderPaymentAttemptRoute } from './cancel-order-payment-attempt.ts'
import { cancelOrderPaymentRoute } from './cancel-order-payment.ts'
import { captureOrderPaymentRoute } from './capture-order-payment.ts'
import { closeOrderRoute } from './close-order.ts'
import { createOrderPaymentIntentRoute } from './create-order-payment-intent.ts'
import { createOrderRoute } from './create-order.ts'
import { deleteOrderChargeRoute } from './delete-order-charge.ts'
import { deleteOrderLineItemRoute } from './delete-order-line-item.ts'
import { getOrderPaymentAttemptRoute } from './get-order-payment-attempt.ts'
import { getOrderRoute } from './get-order.ts'
import { listOrderActivitiesRoute } from './list-order-activities.ts'
import { listOrderPaymentAttemptsRoute } from './list-order-payment-attempts.ts'
import { listOrdersRoute } from './list-orders.ts'
import { payOrderRoute } from './pay-order.ts'
import { previewOrderDiscountsRoute } from './preview-order-discounts.ts'
import { removeOrderDiscountsRoute } from './remove-order-discounts.ts'
import { repriceOrderDiscountsRoute } from './reprice-order-discounts.ts'
import { updateOrderChargeRoute } from './update-order-charge.ts'
import { updateOrderLineItemRoute } from './update-order-line-item.ts'
import { updateOrderRoute } from './update-order.ts'

/** In the order of the API reference. */
export const orderRoutes: Route[] = [
  createOrderRoute,
  listOrdersRoute,
  getOrderRoute,
  updateOrderRoute,
  closeOrderRoute,
  payOrderRoute,
  addOrderLineItemsRoute,
  updateOrderLineItemRoute,
  deleteOrderLineItemRoute,
  addOrderChargeRoute,
  updateOrderChargeRoute,
  deleteOrderChargeRoute,
  applyOrderDiscountRoute,
  removeOrderDiscountsRoute,
  repriceOrderDiscountsRoute,
  previewOrderDiscountsRoute,
  createOrderPaymentIntentRoute,
  captureOrderPaymentRoute,
  cancelOrderPaymentRoute,
  listOrderPaymentAttemptsRoute,
  getOrderPaymentAttemptRoute,
  cancelOrderPaymentAttemptRoute,
  listOrderActivitiesRoute,
]
