import type { AllSettings, GroupName } from './fields.ts'

/**
 * What counts where nothing is set; null where there is no value then. Source: contract, flint-platform 16.1, flint-commerce
 * 8.3 (lifetime of a session), flint-billing 3.7; where they are silent, what this server did before it had settings.
 */
export const defaults = {
  branding: {
    accent_color: null,
    background_color: null,
    primary_color: null,
    text_color: null,
    corner_radius: 12,
    font_family: 'instrument_sans',
  },
  catalog: { default_delivery_profile_id: null },
  checkout: {
    custom_domain: null,
    default_delivery_method_ids: [],
    default_expires_in_seconds: 86_400,
    enabled_payment_options: ['card'],
    promotion_code_entry_enabled: true,
    recovery_email: { enabled: false, delay_seconds: 3600 },
    require_billing_address: false,
    require_email: false,
    require_phone: false,
    saved_payment_details: { enabled: true },
  },
  customer_account: {
    mode: 'flint_hosted',
    merchant_account_url: null,
    presentation: null,
    route_templates: null,
    buyer_capabilities: {
      cancellation_reasons: [],
      cancellation_timing: 'end_of_period',
      can_update_delivery: true,
      pause: { enabled: true, max_cycles: null },
      retention_offer: { kind: 'none', pause_cycles: null },
      skip: { enabled: true, max_consecutive_cycles: null },
    },
  },
  customer_email_delivery: {
    dunning: 'flint_sends',
    fulfillment_updates: 'flint_sends',
    invoices: 'flint_sends',
    order_receipts: 'flint_sends',
    returns: 'flint_sends',
    subscription_lifecycle: 'flint_sends',
  },
  fulfillment: { approval_required: false },
  inventory: {
    low_stock_threshold: null,
    origin_policies: {
      checkout: null,
      payment_link: null,
      api: null,
      subscription: null,
      virtual_terminal: null,
      default: {
        post_payment_inventory_failure_action: 'exception_state',
        subscription_inventory_block_action: 'inventory_blocked_open_invoice',
      },
    },
  },
  invoices: {
    default_collection_mode: 'buyer_initiated',
    invoice_number_prefix: null,
    credit_note_number_prefix: null,
    default_memo: null,
    default_footer: null,
    default_invoice_payment_term_id: null,
    payment_policy: {
      enabled_payment_options: ['card'],
      payment_option_limits: null,
      show_cost_comparison: false,
    },
    reminder_policy: { rules: [] },
    autopay_retry_policy: { retry_day_offsets: [] },
    remit_to_address: null,
    reply_to_email: null,
    timezone: 'UTC',
  },
  legal: {
    contract_url: null,
    refund_policy_url: null,
    shipping_policy_url: null,
    terms_of_service_url: null,
    require_terms_of_service: false,
  },
  payment_limits: { max_amounts: {}, min_amounts: {} },
  promotions: { automatic_enabled: true, codes_enabled: true, max_promotions_per_order: 20 },
  receipts: { header_text: null, footer_text: null, is_auto_email_enabled: true, is_itemized: true },
  subscriptions: {
    default_billing_schedule_owner: 'flint',
    dunning_end_action: 'cancel',
    external_dunning_end_action: 'notify_only',
    dunning_retry_days: 4,
    send_backordered_email: true,
  },
  tax: {
    default_enabled: false,
    default_line_item_tax_category: 'general',
    default_delivery_taxable: true,
    default_delivery_tax_category: null,
  },
  tax_identity: { legal_name: null, registered_address: null, tax_ids: [] },
  tipping: {
    default_enabled: false,
    is_custom_tip_enabled: true,
    is_smart_tips_enabled: false,
    tip_percent_options: [10, 15, 20],
    smart_tip_money_options: [
      { amount: 100, currency: 'USD' },
      { amount: 200, currency: 'USD' },
      { amount: 300, currency: 'USD' },
    ],
    default_tip_percent: null,
    default_smart_tip_money: null,
  },
} satisfies { [G in GroupName]: { [F in keyof AllSettings[G]]: unknown } }

/** Every setting with the value that counts; null only where the default is. */
export type EffectiveSettings = {
  [G in GroupName]: {
    [F in keyof AllSettings[G]]: F extends keyof (typeof defaults)[G]
      ? (typeof defaults)[G][F] extends null
        ? AllSettings[G][F] | null
        : AllSettings[G][F]
      : never
  }
}
