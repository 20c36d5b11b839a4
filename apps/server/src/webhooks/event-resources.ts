/** What an event is about: names the id in its payload and the scope a key needs to read that payload. */
export type EventResource = {
  /** As in `resource_type` of an event. */
  resourceType: string
  /** The payload's leading field. */
  idField: string
  /** Without the underscore; null where the field is a name of ours rather than an id. */
  idPrefix: string | null
  readScope: string
}

/**
 * By the leading words of the event name; the longest match counts. Where contract 1.2 has no id prefix (balances, gift
 * cards, receipts of stock and the like) one of the same pattern stands in, which only test events show.
 * Source: contract, flint-platform 1.2, 9.3 and 18.2.
 */
const families: Readonly<
  Record<string, readonly [resourceType: string, idPrefix: string | null, scope: string]>
> = {
  alert: ['alert', 'alert', 'analytics.read'],
  balance: ['balance', 'bal', 'money_movement.balances.read'],
  balance_transaction: ['balance_transaction', 'btxn', 'money_movement.balance_transactions.read'],
  capability: ['capability', null, 'capabilities.read'],
  checkout_session: ['checkout_session', 'cs', 'checkouts.checkout_sessions.read'],
  credit_note: ['credit_note', 'cn', 'commerce.credit_notes.read'],
  'credit_note.allocation_created': ['credit_note_allocation', 'cna', 'commerce.credit_notes.read'],
  'credit_note.allocation_reversed': ['credit_note_allocation', 'cna', 'commerce.credit_notes.read'],
  custom_domain: ['custom_domain', 'cdom', 'settings.read'],
  customer: ['customer', 'cus', 'customers.read'],
  'customer.deletion_completed': ['customer_deletion_request', 'cdel', 'customers.read'],
  'customer.deletion_rejected': ['customer_deletion_request', 'cdel', 'customers.read'],
  'customer.deletion_requested': ['customer_deletion_request', 'cdel', 'customers.read'],
  delivery_location_set: ['delivery_location_set', 'dls', 'commerce.delivery.read'],
  delivery_method: ['delivery_method', 'dmet', 'commerce.delivery.read'],
  delivery_profile: ['delivery_profile', 'dprof', 'commerce.delivery.read'],
  delivery_rate: ['delivery_rate', 'drate', 'commerce.delivery.read'],
  delivery_rate_callback: ['delivery_rate_callback', 'dcb', 'commerce.delivery.read'],
  delivery_revocation: ['delivery_revocation', 'drev', 'commerce.delivery.read'],
  delivery_selection: ['delivery_selection', 'dsel', 'commerce.delivery.read'],
  delivery_zone: ['delivery_zone', 'dzone', 'commerce.delivery.read'],
  dispute: ['dispute', 'du', 'payments.disputes.read'],
  fraud_warning: ['fraud_warning', 'fw', 'risk.read'],
  gift_card: ['gift_card', 'gfc', 'commerce.gift_cards.read'],
  gift_card_load: ['gift_card_load', 'gcl', 'commerce.gift_cards.read'],
  gift_card_notification: ['gift_card_notification', 'gcn', 'commerce.gift_cards.read'],
  gift_card_redemption: ['gift_card_redemption', 'gcr', 'commerce.gift_cards.read'],
  gift_card_transaction: ['gift_card_transaction', 'gct', 'commerce.gift_cards.read'],
  inventory: ['inventory_item', 'invi', 'commerce.inventory.read'],
  'inventory.count': ['inventory_count', 'invc', 'commerce.inventory.read'],
  'inventory.level': ['inventory_level', 'invl', 'commerce.inventory.read'],
  'inventory.receipt': ['inventory_receipt', 'invrc', 'commerce.inventory.read'],
  'inventory.reservation': ['inventory_reservation', 'invr', 'commerce.inventory.read'],
  'inventory.transfer': ['inventory_transfer', 'invtr', 'commerce.inventory.read'],
  invoice: ['invoice', 'inv', 'commerce.invoices.read'],
  merchant: ['merchant', 'mer', 'merchants.profile.read'],
  merchant_billing_balance: ['merchant_billing_balance', 'mbbal', 'merchant_billing.read'],
  merchant_subscription_invoice: ['merchant_subscription_invoice', 'msinv', 'merchant_billing.read'],
  order: ['order', 'ord', 'commerce.orders.read'],
  'partner_app.install': ['partner_app_install', 'pinst', 'developer.partner_apps.read'],
  'partner_app.install.environment_grant': ['environment_grant', 'egrt', 'developer.partner_apps.read'],
  payment_intent: ['payment_intent', 'pi', 'payments.payment_intents.read'],
  payment_method: ['payment_method', 'pm', 'payments.payment_methods.read'],
  payout: ['payout', 'po', 'money_movement.payouts.read'],
  payout_destination: ['payout_destination', 'pdest', 'money_movement.payout_settings.read'],
  payout_settings: ['payout_settings', 'pset', 'money_movement.payout_settings.read'],
  refund: ['refund', 'ref', 'commerce.refunds.read'],
  report: ['report', 'rep', 'reports.read'],
  return: ['return', 'ret', 'commerce.returns.read'],
  return_disposition: ['return_disposition', 'retdsp', 'commerce.returns.read'],
  return_inspection: ['return_inspection', 'retins', 'commerce.returns.read'],
  return_receipt: ['return_receipt', 'retrc', 'commerce.returns.read'],
  return_resolution: ['return_resolution', 'retres', 'commerce.returns.read'],
  review: ['review', 'rev', 'risk.read'],
  subscription: ['subscription', 'sub', 'commerce.subscriptions.read'],
  subscription_delivery_migration: ['subscription_delivery_migration', 'sdm', 'commerce.subscriptions.read'],
  subscription_payment_retry: ['subscription_payment_retry', 'spr', 'commerce.subscriptions.read'],
}

/** @throws RangeError for a name that belongs to no family: an event of ours without a row above is a bug. */
export function eventResource(eventType: string): EventResource {
  for (const words = eventType.split('.'); words.length > 0; words.pop()) {
    const name = words.join('.')
    const family = Object.hasOwn(families, name) ? families[name] : undefined
    if (family === undefined) continue
    const [resourceType, idPrefix, readScope] = family
    const idField = idPrefix === null ? resourceType : `${resourceType}_id`
    return { resourceType, idField, idPrefix, readScope }
  }
  throw new RangeError(`No resource is known for the event ${eventType}`)
}
