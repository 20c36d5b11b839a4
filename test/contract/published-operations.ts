/**
 * The public operations of the areas that this server serves, as the published API names them: method, path and
 * operation id. Parameter names are not compared: they never go over the wire.
 */
export const publishedOperations = `
GET /v1/checkout-sessions listCheckoutSessions
POST /v1/checkout-sessions createCheckoutSession
GET /v1/checkout-sessions/{checkout_session_id} getCheckoutSession
PATCH /v1/checkout-sessions/{checkout_session_id} updateCheckoutSession
POST /v1/checkout-sessions/{checkout_session_id}/close closeCheckoutSession
POST /v1/checkout-sessions/{checkout_session_id}/delivery-quotes createCheckoutSessionDeliveryQuote
GET /v1/checkout-sessions/{checkout_session_id}/delivery-quotes/{delivery_quote_id} getCheckoutSessionDeliveryQuote
POST /v1/checkout-sessions/{checkout_session_id}/delivery-selections createCheckoutSessionDeliverySelection
DELETE /v1/checkout-sessions/{checkout_session_id}/delivery-selections/current deleteCheckoutSessionCurrentDeliverySelection
GET /v1/checkout-sessions/{checkout_session_id}/delivery-selections/current getCheckoutSessionCurrentDeliverySelection
GET /v1/checkout-sessions/{checkout_session_id}/delivery-selections/{delivery_selection_id} getCheckoutSessionDeliverySelectionHistory
POST /v1/checkout-sessions/{checkout_session_id}/query-pickup-availability queryCheckoutSessionPickupAvailability
GET /v1/developer/auth-context getDeveloperAuthContext
GET /v1/openapi.json getOpenAPISpec
GET /v1/orders listOrders
POST /v1/orders createOrder
GET /v1/orders/{order_id} getOrder
PATCH /v1/orders/{order_id} updateOrder
GET /v1/orders/{order_id}/activities listOrderActivities
POST /v1/orders/{order_id}/charges addOrderCharge
DELETE /v1/orders/{order_id}/charges/{order_charge_id} deleteOrderCharge
PATCH /v1/orders/{order_id}/charges/{order_charge_id} updateOrderCharge
POST /v1/orders/{order_id}/close closeOrder
GET /v1/orders/{order_id}/delivery-selections/current getOrderCurrentDeliverySelection
POST /v1/orders/{order_id}/discounts applyOrderDiscount
POST /v1/orders/{order_id}/discounts/preview previewOrderDiscounts
POST /v1/orders/{order_id}/discounts/remove removeOrderDiscounts
POST /v1/orders/{order_id}/discounts/reprice repriceOrderDiscounts
POST /v1/orders/{order_id}/fulfillments createFulfillment
POST /v1/orders/{order_id}/inventory-exception/resolve resolveOrderInventoryException
POST /v1/orders/{order_id}/line-items addOrderLineItems
DELETE /v1/orders/{order_id}/line-items/{order_line_item_id} deleteOrderLineItem
PATCH /v1/orders/{order_id}/line-items/{order_line_item_id} updateOrderLineItem
POST /v1/orders/{order_id}/pay payOrder
GET /v1/orders/{order_id}/payment-attempts listOrderPaymentAttempts
GET /v1/orders/{order_id}/payment-attempts/{payment_attempt_id} getOrderPaymentAttempt
POST /v1/orders/{order_id}/payment-attempts/{payment_attempt_id}/cancel cancelOrderPaymentAttempt
POST /v1/orders/{order_id}/payment-intents createOrderPaymentIntent
POST /v1/orders/{order_id}/payment-intents/{payment_intent_id}/cancel cancelOrderPayment
POST /v1/orders/{order_id}/payment-intents/{payment_intent_id}/capture captureOrderPayment
POST /v1/orders/{order_id}/receipt resendOrderReceipt
GET /v1/payment-intents listPaymentIntents
POST /v1/payment-intents createPaymentIntent
GET /v1/payment-intents/{payment_intent_id} getPaymentIntent
PATCH /v1/payment-intents/{payment_intent_id} updatePaymentIntent
POST /v1/payment-intents/{payment_intent_id}/cancel cancelPaymentIntent
POST /v1/payment-intents/{payment_intent_id}/capture capturePaymentIntent
POST /v1/payment-intents/{payment_intent_id}/confirm confirmPaymentIntent
GET /v1/refunds listRefunds
POST /v1/refunds createRefund
GET /v1/refunds/{refund_id} getRefund
PATCH /v1/refunds/{refund_id} updateRefund
GET /v1/webhook-deliveries/{webhook_delivery_id} getWebhookDelivery
GET /v1/webhook-deliveries/{webhook_delivery_id}/attempts listWebhookDeliveryAttempts
POST /v1/webhook-deliveries/{webhook_delivery_id}/resend resendWebhookDelivery
GET /v1/webhook-endpoints listWebhookEndpoints
POST /v1/webhook-endpoints createWebhookEndpoint
DELETE /v1/webhook-endpoints/{webhook_endpoint_id} deleteWebhookEndpoint
GET /v1/webhook-endpoints/{webhook_endpoint_id} getWebhookEndpoint
PATCH /v1/webhook-endpoints/{webhook_endpoint_id} updateWebhookEndpoint
POST /v1/webhook-endpoints/{webhook_endpoint_id}/rotate-secret rotateWebhookSecret
POST /v1/webhook-endpoints/{webhook_endpoint_id}/test-events createWebhookTestEvent
GET /v1/webhook-event-types listWebhookEventTypes
GET /v1/webhook-events listWebhookEvents
GET /v1/webhook-events/stream streamWebhookEvents
GET /v1/webhook-events/{webhook_event_id} getWebhookEvent
GET /v1/webhook-events/{webhook_event_id}/deliveries listWebhookDeliveries
`
  .trim()
  .split('\n')
  .map((line) => {
    const [method, path, operationId] = line.split(' ') as [string, string, string]
    return { method, path, operationId }
  })
