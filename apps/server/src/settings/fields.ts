import { type Static, type TProperties, type TSchema, Type } from 'typebox'
import { PositiveMoney, body, maxAmount, oneOf } from '../platform/http/schema.ts'
import { Address, Color, TaxIdCountry, WebAddress, flag, idOf, mapOf, parts, text } from './field-parts.ts'
import { chargeTaxCategories, fontFamilies, lineTaxCategories, paymentOptions } from './words.ts'

/**
 * Every setting, by group, with the limits of its value when it is set. `parts` and maps inside are merged
 * like the group itself; anything else is replaced as a whole.
 * Source: contract, flint-platform 16.1; flint-billing 3.7, 3.9 and 4.8. Limits that the contract does not name are ours.
 */

const PaymentOptions = Type.Array(oneOf(paymentOptions), { minItems: 1, maxItems: 5, uniqueItems: true })
const whole = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum })
const Percent = Type.Number({ minimum: 1, maximum: 100, description: 'Per cent, at most four decimals.' })
const Sender = oneOf(['flint_sends', 'merchant_sends'])
const EndOfDunning = oneOf(['cancel', 'pause', 'notify_only'])

const branding = {
  accent_color: Color,
  background_color: Color,
  primary_color: Color,
  text_color: Color,
  corner_radius: Type.Integer({ minimum: 0, maximum: 32, description: 'Pixels.' }),
  font_family: oneOf(fontFamilies),
}

const catalog = { default_delivery_profile_id: idOf('dprof') }

const checkout = {
  custom_domain: Type.String({
    pattern: '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$',
    maxLength: 253,
    description: 'A host name in lower case.',
  }),
  default_delivery_method_ids: Type.Array(idOf('dmet'), { maxItems: 20, uniqueItems: true }),
  default_expires_in_seconds: whole(60, 86_400),
  enabled_payment_options: PaymentOptions,
  promotion_code_entry_enabled: flag,
  recovery_email: parts({
    enabled: flag,
    delay_seconds: Type.Integer({
      minimum: 900,
      maximum: 86_400,
      multipleOf: 60,
      description: 'Whole minutes.',
    }),
  }),
  require_billing_address: flag,
  require_email: flag,
  require_phone: flag,
  saved_payment_details: parts({ enabled: flag }),
}

const customerAccount = {
  mode: oneOf(['flint_hosted', 'merchant_hosted']),
  merchant_account_url: WebAddress,
  presentation: mapOf(text(255), { maxProperties: 50 }),
  route_templates: mapOf(text(2048), { maxProperties: 50 }),
  buyer_capabilities: parts({
    cancellation_reasons: Type.Array(text(64), { maxItems: 8, uniqueItems: true }),
    cancellation_timing: oneOf(['end_of_period', 'buyer_chooses']),
    can_update_delivery: flag,
    pause: parts({ enabled: flag, max_cycles: whole(1, 12) }),
    retention_offer: parts({ kind: oneOf(['none', 'pause_instead']), pause_cycles: whole(1, 12) }),
    skip: parts({ enabled: flag, max_consecutive_cycles: whole(1, 12) }),
  }),
}

const customerEmailDelivery = {
  dunning: Sender,
  fulfillment_updates: Sender,
  invoices: Sender,
  order_receipts: Sender,
  returns: Sender,
  subscription_lifecycle: Sender,
}

const inventoryPolicy = parts({
  post_payment_inventory_failure_action: oneOf(['exception_state', 'auto_refund']),
  subscription_inventory_block_action: oneOf(['inventory_blocked_open_invoice', 'past_due']),
})

const inventory = {
  low_stock_threshold: whole(0, 1_000_000_000),
  origin_policies: parts({
    checkout: inventoryPolicy,
    payment_link: inventoryPolicy,
    api: inventoryPolicy,
    subscription: inventoryPolicy,
    virtual_terminal: inventoryPolicy,
    default: inventoryPolicy,
  }),
}

const optionLimit = parts({ min_amount_money: PositiveMoney, max_amount_money: PositiveMoney })
const NumberPrefix = Type.String({ maxLength: 12, pattern: '^[A-Za-z0-9_-]*$' })

const invoices = {
  default_collection_mode: oneOf(['buyer_initiated', 'automatic', 'external']),
  invoice_number_prefix: NumberPrefix,
  credit_note_number_prefix: NumberPrefix,
  default_memo: text(4096),
  default_footer: text(4096),
  default_invoice_payment_term_id: idOf('ipt'),
  payment_policy: parts({
    enabled_payment_options: PaymentOptions,
    payment_option_limits: parts({
      card: optionLimit,
      apple_pay: optionLimit,
      google_pay: optionLimit,
      affirm: optionLimit,
      ach_debit: optionLimit,
    }),
    show_cost_comparison: flag,
  }),
  reminder_policy: parts({
    rules: Type.Array(body({ days_from_due: whole(-90, 365) }), { maxItems: 20, uniqueItems: true }),
  }),
  autopay_retry_policy: parts({
    retry_day_offsets: Type.Array(whole(1, 90), { maxItems: 5, uniqueItems: true }),
  }),
  remit_to_address: Address,
  reply_to_email: Type.String({ format: 'email', maxLength: 255 }),
  timezone: text(255, 'An IANA name.'),
}

const legal = {
  contract_url: WebAddress,
  refund_policy_url: WebAddress,
  shipping_policy_url: WebAddress,
  terms_of_service_url: WebAddress,
  require_terms_of_service: flag,
}

const amounts = mapOf(Type.Integer({ minimum: 1, maximum: maxAmount }), {
  maxProperties: 200,
  description: 'By currency, ISO 4217, the amount of one payment in minor units.',
})

const receipts = {
  header_text: text(1000),
  footer_text: text(1000),
  is_auto_email_enabled: flag,
  is_itemized: flag,
}

const subscriptions = {
  default_billing_schedule_owner: oneOf(['flint', 'external']),
  dunning_end_action: EndOfDunning,
  external_dunning_end_action: EndOfDunning,
  dunning_retry_days: whole(1, 60),
  send_backordered_email: flag,
}

const tax = {
  default_enabled: flag,
  default_line_item_tax_category: oneOf(lineTaxCategories),
  default_delivery_taxable: flag,
  default_delivery_tax_category: oneOf(chargeTaxCategories),
}

/** Beside what is sent, a tax id has an id of its own, which it keeps as long as it stays in the list. */
export const TaxId = body({
  merchant_tax_id: Type.Optional(
    Type.String({ description: 'Given out by the server: `dti_` and 26 characters. May be sent back.' }),
  ),
  type: text(32, 'For example `eu_vat` or `us_ein`.'),
  value: text(64),
  country: Type.Optional(TaxIdCountry),
})

const taxIdentity = {
  legal_name: text(255),
  registered_address: Address,
  tax_ids: Type.Array(TaxId, { maxItems: 20 }),
}

const threeMoneys = Type.Array(PositiveMoney, { minItems: 3, maxItems: 3 })

const tipping = {
  default_enabled: flag,
  is_custom_tip_enabled: flag,
  is_smart_tips_enabled: flag,
  tip_percent_options: Type.Array(Percent, { minItems: 3, maxItems: 3, uniqueItems: true }),
  smart_tip_money_options: threeMoneys,
  default_tip_percent: Percent,
  default_smart_tip_money: PositiveMoney,
}

export const groups = {
  branding,
  catalog,
  checkout,
  customer_account: customerAccount,
  customer_email_delivery: customerEmailDelivery,
  fulfillment: { approval_required: flag },
  inventory,
  invoices,
  legal,
  payment_limits: { max_amounts: amounts, min_amounts: amounts },
  promotions: {
    automatic_enabled: flag,
    codes_enabled: flag,
    max_promotions_per_order: whole(1, 20),
  },
  receipts,
  subscriptions,
  tax,
  tax_identity: taxIdentity,
  tipping,
} satisfies Record<string, TProperties>

export type GroupName = keyof typeof groups
export const groupNames = Object.keys(groups) as GroupName[]

type PartOf<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [Name in keyof T]?: PartOf<T[Name]> | undefined }
    : T
type ValueOf<S> = S extends TSchema ? Static<S> : never
/** Every setting with the type of its value. */
export type AllSettings = {
  [G in GroupName]: { [F in keyof (typeof groups)[G]]: ValueOf<(typeof groups)[G][F]> }
}
/** What was set, and nothing else. */
export type StoredSettings = { [G in GroupName]?: PartOf<AllSettings[G]> }
