/**
 * Every table with an `environment_id`, and what becomes of its rows when a sandbox is reset, forked or exported. Children
 * stand before their parents: so rows are deleted, and in the reverse order inserted. A test compares it with the database:
 * a new table needs its line here.
 */
export type SandboxTable = {
  name: string
  /** A reset deletes its rows. */
  isReset: boolean
  /** A fork has a copy of its rows. */
  isForked: boolean
  /** An export has its rows. */
  isExported: boolean
  /** Secrets, and what means something in this database only: an import makes them anew. */
  notExported?: readonly string[]
  /** Identifies a row within its environment; an export is in this order. */
  key: readonly string[]
}

const every = { isReset: true, isForked: true, isExported: true }

/** What the merchant made and what came of it. */
const content = (name: string, key: readonly string[], notExported?: readonly string[]): SandboxTable => ({
  name,
  key,
  ...every,
  ...(notExported ? { notExported } : {}),
})

/** What answers a repeated request. It names the caller's own requests, so that a copy would answer for another sandbox. */
const answers = (name: string, key: readonly string[]): SandboxTable => ({
  name,
  key,
  isReset: true,
  isForked: false,
  isExported: false,
})

/** How the sandbox is set up: stays at a reset, as its keys do. */
const setUp = (name: string, key: readonly string[]): SandboxTable => ({
  name,
  key,
  ...every,
  isReset: false,
})

/** What happened at the API rather than in the sandbox: kept as long as it would be anyway, and copied nowhere. Only calls of a time that is still to come go at a reset. */
const record = (name: string, key: readonly string[]): SandboxTable => ({
  name,
  key,
  isReset: false,
  isForked: false,
  isExported: false,
})

export const sandboxTables: readonly SandboxTable[] = [
  // First, because the worker takes from it: a batch that is under way ends before anything else is deleted.
  content('event_outbox', ['event_id']),
  content('webhook_delivery_attempts', ['webhook_delivery_attempt_id']),
  // Leases are those of a worker that knows nothing of the copy, and so are its failed tries of a timer.
  content('webhook_deliveries', ['webhook_delivery_id'], ['leased_until', 'is_on_own_clock']),
  content(
    'webhook_endpoints',
    ['webhook_endpoint_id'],
    ['secret', 'previous_secret', 'previous_secret_until'],
  ),
  content('timers', ['kind', 'subject_id'], ['leased_until', 'is_on_own_clock', 'attempts']),
  content('emails', ['email_id']),
  // By the numbering of this database's transactions.
  content('events', ['event_id'], ['readable_after']),
  content('ledger_entries', ['posting_id', 'entry_number']),
  content('disputes', ['dispute_id']),
  content('refunds', ['refund_id']),
  content('card_tokens', ['token_id']),
  content('checkout_sessions', ['checkout_session_id']),
  content('payment_link_counts', ['payment_link_id', 'slot']),
  // A copied link's address is its own: the one that was printed leads to where it was made.
  content('payment_links', ['payment_link_id'], ['is_original']),
  content('promotion_uses', ['order_id', 'promotion_id']),
  content('promotion_use_counts', ['promotion_id', 'promotion_code_id', 'slot']),
  content('flowlix_notices', ['flowlix_notice_id'], ['leased_until', 'is_on_own_clock']),
  content(
    'flowlix_webhook_endpoints',
    ['flowlix_webhook_endpoint_id'],
    ['secret', 'previous_secret', 'previous_secret_until'],
  ),
  // Made anew where it is missing.
  { ...setUp('flowlix_callback_secrets', []), isExported: false },
  content('flowlix_payments', ['payment_id']),
  content('order_activities', ['order_id', 'order_activity_id']),
  content('order_payment_attempts', ['attempt_id']),
  content('payment_intents', ['payment_intent_id']),
  content('orders', ['order_id']),
  content('counters', ['name']),
  content('payment_methods', ['payment_method_id']),
  content('payment_method_domains', ['payment_method_domain_id']),
  content('customer_addresses', ['customer_id', 'customer_address_id']),
  content('customer_deletion_requests', ['customer_deletion_request_id']),
  content('customers', ['customer_id']),
  content('promotion_codes', ['promotion_code_id']),
  content('promotions', ['promotion_id']),
  content('bundle_components', ['bundle_id', 'bundle_component_id']),
  content('bundles', ['bundle_id']),
  content('product_variants', ['variant_id']),
  content('products', ['product_id']),
  content('catalog_skus', ['sku']),
  content('catalog_categories', ['category_handle', 'owner_id']),
  content('categories', ['category_id']),
  content('modifier_set_groups', ['modifier_set_id', 'modifier_group_id']),
  content('modifier_sets', ['modifier_set_id']),
  content('modifiers', ['modifier_id']),
  content('modifier_groups', ['modifier_group_id']),
  answers('idempotency_keys', ['scope', 'key']),
  setUp('settings', []),
  // Rules are how the sandbox is set up; what they found belongs to what went on here.
  content('alerts', ['alert_id']),
  setUp('alert_rules', []),
  record('call_counts', ['minute', 'api_key_id']),
  record('request_logs', ['api_request_log_id']),
  record('request_log_blocks', ['block_id']),
  record('feedback_reports', ['feedback_report_id']),
]

/** Control rows: who there is, and which worlds they have. Nothing here deletes or copies them. */
export const controlTables: readonly string[] = ['environments', 'api_keys']
