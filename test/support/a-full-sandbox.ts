import assert from 'node:assert/strict'
import { disputeNow } from './open-dispute.ts'
import type { TestServer } from './server.ts'
import { waitFor } from './wait-for.ts'
import { directBody } from './flowlix-calls.ts'
import { freshKey, usd } from './money-calls.ts'

/** One of everything that a sandbox can have: ids by the name under which paths, bodies and filters carry them. */
export type FullSandbox = {
  key: string
  name: string
  ids: Record<string, string>
  /** What it shares with the merchant's other sandboxes and live mode: foreign to other merchants only. */
  merchantIds: Record<string, string>
}

export const aFullSandbox = async (
  server: TestServer,
  key: string,
  name: string,
  consumerUrl: string,
): Promise<FullSandbox> => {
  const post = async (path: string, body: unknown): Promise<any> => {
    const { status, data, json } = await server.call('POST', path, { key, body, idempotencyKey: freshKey() })
    assert.ok(status < 300, `${path}: ${JSON.stringify(json)}`)
    return data
  }
  const anOrder = (amount: number) =>
    post('/v1/orders', {
      external_reference_id: name,
      line_items: [{ name, unit_price_money: usd(amount) }],
      discounts: [{ manual: { name, amount_money: usd(100) } }],
      metadata: { sandbox: name },
    })
  const payWith = (orderId: string, token: string) =>
    post(`/v1/orders/${orderId}/pay`, { action: 'pay', payment_source: { token } })

  // First, so that everything after it is delivered, too.
  const endpoint = await post('/v1/webhook-endpoints', { url: consumerUrl, description: name })
  const flowlixEndpoint = await post('/v1/flowlix/webhook-endpoints', { url: consumerUrl, description: name })
  const apiKey = await post('/v1/api-keys', { name, scopes: ['commerce.orders.read'] })
  await server.call('PATCH', '/v1/settings', { key, body: { receipts: { footer_text: name } } })
  const customer = await post('/v1/customers', { email: `${name}@shop.example`, external_reference_id: name })
  const { customer_id } = customer
  const { payment_method } = await post('/v1/payment-methods', { customer_id, token: 'tok_visa' })
  const address = await post(`/v1/customers/${customer_id}/addresses`, { recipient_name: name, address: {} })
  const deletion = await post(`/v1/customers/${customer_id}/deletion-requests`, {})
  const category = await post('/v1/categories', { name })
  const group = await post('/v1/modifier-groups', { name, modifiers: [{ name }] })
  const { modifier_group_id } = group
  const set = await post('/v1/modifier-sets', { name, modifier_groups: [{ modifier_group_id }] })
  const product = await post('/v1/products', {
    name,
    product_type: 'physical',
    external_reference_id: name,
    categories: [category.handle],
    modifier_set_id: set.modifier_set_id,
    options: [{ name, values: [{ value: name }] }],
    variants: [{ sku: name, unit_price_money: usd(700), selected_options: [{ name, value: name }] }],
  })
  const { product_id, default_variant_id: variant_id } = product
  const bundle = await post('/v1/bundles', {
    name,
    unit_price_money: usd(600),
    external_reference_id: name,
    components: [{ variant_id, quantity: 1 }],
  })
  const domain = await post('/v1/payment-method-domains', { domain_name: `${name}.example` })
  const promotion = await post('/v1/promotions', {
    name,
    application_method: { type: 'percent_off', percent_off: 10 },
    codes: [{ code: name }],
  })
  const coupon = await post('/v1/coupons', { coupon_code: `coupon-${name}`, percent_off: 10 })
  const open = await anOrder(5000)
  const { order_id } = open
  const charged = await post(`/v1/orders/${order_id}/charges`, {
    charge: { type: 'other', name, amount_money: usd(300) },
  })
  const leg = await post(`/v1/orders/${order_id}/payment-intents`, { amount_money: usd(1000) })
  const session = await post('/v1/checkout-sessions', { order_id, external_reference_id: name })
  const link = await post('/v1/payment-links', {
    name,
    external_reference_id: name,
    line_items: [{ key: name, name, unit_price_money: usd(800) }],
    custom_fields: [{ key: 'note', label: name }],
  })
  const { payment_link_id } = link
  const seen = await server.call('GET', `/v1/payment-links/${payment_link_id}/public`, { key: null })
  const launched = await server.call('POST', `/v1/payment-links/${payment_link_id}/resolve`, {
    key: null,
    idempotencyKey: freshKey(),
    body: { resolution_context: seen.data.resolution_context, custom_field_values: { note: name } },
  })
  await payWith(launched.data.order_id, 'tok_visa')
  const flowlixKey = await post('/v1/api-keys', { name: `${name} flowlix`, dialect: 'flowlix_a' })
  const flowlixPayment = await server.flowlix('POST', '/v1/payments', {
    key: flowlixKey.secret_key,
    body: { ...directBody('a'), description: name },
  })
  const notices = await server.call('GET', `/v1/flowlix/notices?payment_id=${flowlixPayment.json.id}`, {
    key,
  })
  const challenged = await anOrder(900)
  const { payment_attempt } = await payWith(challenged.order_id, 'tok_threeDSecureRequired')
  const paid = await anOrder(2000)
  await payWith(paid.order_id, 'tok_visa')
  const receipt = await post(`/v1/orders/${paid.order_id}/receipt`, { email: `${name}@shop.example` })
  const refund = await post('/v1/refunds', {
    order_id: paid.order_id,
    amount_money: usd(500),
    external_reference_id: name,
  })
  const disputed = await payWith((await anOrder(1500)).order_id, 'tok_createDispute')
  const dispute_id = await disputeNow(server.services, disputed.order.payment_intent_ids[0])
  const token = await post('/v1/tokens', {
    card: { number: '4242424242424242', exp_month: 12, exp_year: 2040, cvc: '123' },
  })
  const feedback = await post('/v1/feedback-reports', { kind: 'praise', surface: 'api', summary: name })
  const tested = await post(`/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}/test-events`, {
    event_type: 'order.updated',
  })
  const delivery = await server.services.db.query(
    `SELECT d.webhook_delivery_id, d.event_id FROM webhook_deliveries d JOIN webhook_endpoints e USING (environment_id, webhook_endpoint_id)
     WHERE e.webhook_endpoint_id = $1 ORDER BY d.created_at DESC LIMIT 1`,
    [endpoint.webhook_endpoint_id],
  )
  assert.ok(delivery.rows[0], JSON.stringify(tested))
  return {
    key,
    name,
    merchantIds: { merchant_id: server.seeded.merchantId },
    ids: {
      api_key_id: apiKey.api_key_id,
      sandbox_id: apiKey.sandbox_id,
      api_request_log_id: await aLoggedCallOn(server, order_id),
      feedback_report_id: feedback.feedback_report_id,
      resource_id: order_id,
      category_id: category.category_id,
      category_handle: category.handle,
      product_id,
      variant_id,
      default_variant_id: variant_id,
      option_id: product.options[0].option_id,
      option_value_id: product.options[0].values[0].option_value_id,
      sku: name,
      bundle_id: bundle.bundle_id,
      bundle_component_id: bundle.components[0].bundle_component_id,
      modifier_group_id,
      modifier_id: group.modifiers[0].modifier_id,
      modifier_set_id: set.modifier_set_id,
      payment_method_domain_id: domain.payment_method_domain_id,
      payment_method_id: payment_method.payment_method_id,
      customer_id,
      customer_address_id: address.customer_address_id,
      customer_deletion_request_id: deletion.customer_deletion_request_id,
      order_id,
      order_line_item_id: open.line_items[0].order_line_item_id,
      order_charge_id: charged.charges[0].order_charge_id,
      order_discount_id: open.applied_discounts[0].order_discount_id,
      payment_intent_id: leg.payment_intent.payment_intent_id,
      order_payment_attempt_id: payment_attempt.order_payment_attempt_id,
      payment_attempt_id: payment_attempt.order_payment_attempt_id,
      checkout_session_id: session.checkout_session_id,
      payment_link_id,
      payment_link_line_item_id: link.line_items[0].payment_link_line_item_id,
      refund_id: refund.refund_id,
      email_id: receipt.email_id,
      dispute_id,
      webhook_endpoint_id: endpoint.webhook_endpoint_id,
      flowlix_webhook_endpoint_id: flowlixEndpoint.flowlix_webhook_endpoint_id,
      flowlix_notice_id: notices.data[0].flowlix_notice_id,
      webhook_event_id: delivery.rows[0].event_id,
      webhook_delivery_id: delivery.rows[0].webhook_delivery_id,
      token: token.token_id ?? token.token,
      promotion_id: promotion.promotion_id,
      promotion_code_id: promotion.codes[0].promotion_code_id,
      code: name,
      coupon_id: coupon.coupon_id,
      external_reference_id: name,
    },
  }
}

/** Calls are written a moment after they were answered. */
const aLoggedCallOn = (server: TestServer, resourceId: string): Promise<string> =>
  waitFor('a call is logged', async () => {
    const { rows } = await server.services.db.query(
      'SELECT api_request_log_id AS id FROM request_logs WHERE resource_id = $1 ORDER BY 1 LIMIT 1',
      [resourceId],
    )
    return rows[0]?.id as string | undefined
  })
