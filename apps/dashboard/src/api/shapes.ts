import type { Static } from 'typebox'
import type { CheckoutSession as CheckoutSessionShape } from '../../../server/src/checkout-sessions/schemas.ts'
import type { Coupon as CouponShape } from '../../../server/src/coupons/schemas.ts'
import type { Customer as CustomerShape } from '../../../server/src/customers/schemas.ts'
import type { Dispute as DisputeShape } from '../../../server/src/disputes/schemas.ts'
import type {
  Order as OrderShape,
  OrderActivity as OrderActivityShape,
} from '../../../server/src/orders/schemas.ts'
import type {
  PaymentLink as PaymentLinkShape,
  PaymentLinkResults as PaymentLinkResultsShape,
} from '../../../server/src/payment-links/schemas.ts'
import type { PaymentMethod as PaymentMethodShape } from '../../../server/src/payment-methods/schemas.ts'
import type {
  Attempt as AttemptShape,
  PaymentIntent as PaymentIntentShape,
} from '../../../server/src/payments/schemas.ts'
import type { Product as ProductShape } from '../../../server/src/products/schemas.ts'
import type {
  Promotion as PromotionShape,
  PromotionCode as PromotionCodeShape,
} from '../../../server/src/promotions/schemas.ts'
import type { Refund as RefundShape } from '../../../server/src/refunds/schemas.ts'
import type { ApiRequestLog as RequestLogShape } from '../../../server/src/request-logs/schemas.ts'
import type { ResourceTimeline as ResourceTimelineShape } from '../../../server/src/resource-timelines/schemas.ts'
import type {
  WebhookDelivery as WebhookDeliveryShape,
  WebhookEvent as WebhookEventShape,
} from '../../../server/src/webhooks/schemas.ts'

/** What the API answers with, from the shapes that the server checks its answers by. Types only: nothing of it is built in. */

export type Order = Static<typeof OrderShape>
export type OrderLineItem = Order['line_items'][number]
export type OrderActivity = Static<typeof OrderActivityShape>
export type PaymentIntent = Static<typeof PaymentIntentShape>
export type PaymentAttempt = Static<typeof AttemptShape>
export type Refund = Static<typeof RefundShape>
export type Dispute = Static<typeof DisputeShape>
export type Customer = Static<typeof CustomerShape>
export type PaymentMethod = Static<typeof PaymentMethodShape>
export type Product = Static<typeof ProductShape>
export type Promotion = Static<typeof PromotionShape>
export type PromotionCode = Static<typeof PromotionCodeShape>
export type Coupon = Static<typeof CouponShape>
export type CheckoutSession = Static<typeof CheckoutSessionShape>
export type PaymentLink = Static<typeof PaymentLinkShape>
export type PaymentLinkResults = Static<typeof PaymentLinkResultsShape>
export type WebhookEvent = Static<typeof WebhookEventShape>
export type WebhookDelivery = Static<typeof WebhookDeliveryShape>
export type RequestLog = Static<typeof RequestLogShape>
export type ResourceTimeline = Static<typeof ResourceTimelineShape>

/** An entry of any kind with what its kind brings. The server's type of the union keeps only what all have in common. */
export type TimelineEntry = ResourceTimeline['entries'][number] & {
  api_request_log_id?: string
  http_method?: string
  path?: string
  status_code?: number | null
  webhook_event_id?: string | null
  event_type?: string
  webhook_delivery_id?: string
  webhook_endpoint_id?: string
  attempt_number?: number
  attempt_status?: string
  error_summary?: string | null
  description?: string
  to_status?: string | null
  related_resource_id?: string | null
  processor_message?: string
  processor_status?: string | null
  processor_code?: string | null
}
