/**
 * The parts of the public API's answers that this page reads. Wire names. Everything that the contract does not promise
 * for every answer is optional here, so that the page stands up to an older or newer server.
 * Source: contract, flint-commerce 4, 5, 8; flint-platform 4 and 6.
 */

/** Integer minor units of an ISO 4217 currency. */
export interface Money {
  readonly amount: number
  readonly currency: string
}

export interface OrderLineItem {
  readonly order_line_item_id: string
  readonly name: string
  readonly quantity: number
  readonly description?: string | null
  readonly unit_price_money: Money
  readonly subtotal_money: Money
  readonly discount_money?: Money
  readonly modifiers?: readonly {
    readonly order_line_item_modifier_id?: string
    readonly modifier_group_name?: string | null
    readonly name?: string
    readonly quantity?: number
    readonly text_value?: string | null
    readonly total_money?: Money
  }[]
  readonly image?: string | null
  readonly selected_options?: readonly { readonly name?: string; readonly value?: string }[] | null
}

export interface OrderCharge {
  readonly order_charge_id: string
  readonly name: string
  readonly applied_money: Money
}

export interface AppliedDiscount {
  readonly order_discount_id: string
  readonly customer_facing_name?: string
  readonly discount_class?: 'order' | 'line_item' | 'service_charge'
  readonly source?: 'manual' | 'promotion'
  readonly promotion_code?: string | null
  /** It does not fit the order as it is now, and takes nothing off. */
  readonly decline_reason?: string | null
  readonly applied_money: Money
  readonly status?: 'pending' | 'redeemed' | 'canceled'
}

export interface Tip {
  readonly order_tip_id: string
  readonly percent?: number | null
  readonly amount_money?: Money | null
  readonly effective_amount_money?: Money
  readonly status?: string
}

export type TipWish = { readonly percent: number } | { readonly amount_money: Money }

export interface OrderTax {
  readonly enabled?: boolean
  readonly status?: 'not_required' | 'requires_location' | 'calculated' | 'exempt' | 'incomplete'
  readonly failure_reason?: string | null
  readonly location?: { readonly address?: TaxAddress } | null
}

export interface TaxAddress {
  readonly country?: string | null
  readonly postal_code?: string | null
}

/** Where the buyer is, as far as tax has to know. */
export interface TaxPlace {
  /** ISO 3166, two capitals. */
  readonly country: string
  readonly postalCode: string
}

export interface PendingAction {
  readonly pending_action_id: string
  readonly action_type: string
  readonly client_action?: {
    readonly redirect?: { readonly url: string; readonly return_url?: string; readonly expires_at?: string }
  }
}

export type PaymentAttemptStatus =
  | 'processing'
  | 'requires_action'
  | 'requires_capture'
  | 'partially_succeeded'
  | 'requires_retry'
  | 'finalizing'
  | 'succeeded'
  | 'failed'
  | 'expired'
  | 'canceled'

export interface PaymentAttempt {
  readonly order_payment_attempt_id: string
  readonly status: PaymentAttemptStatus
  readonly failure_code?: string | null
  readonly failure_message?: string | null
  readonly pending_actions?: readonly PendingAction[]
  readonly payment_intents?: readonly {
    readonly payment_intent_id: string
    readonly last_payment_error?: { readonly code?: string; readonly message?: string } | null
  }[]
}

export interface Order {
  readonly order_id: string
  readonly customer_id?: string | null
  readonly order_number?: string
  readonly status: string
  readonly payment_status: 'unpaid' | 'partially_paid' | 'paid'
  readonly order_revision?: number
  readonly line_items: readonly OrderLineItem[]
  readonly charges?: readonly OrderCharge[]
  readonly applied_discounts?: readonly AppliedDiscount[]
  readonly requested_tip?: { readonly percent?: number | null; readonly amount_money?: Money | null } | null
  readonly tips?: readonly Tip[]
  readonly tax?: OrderTax
  readonly pricing_amounts: {
    readonly subtotal_money: Money
    readonly discount_money: Money
    readonly charge_money: Money
    readonly tax_money: Money
    readonly requested_tip_money: Money
    readonly total_money: Money
  }
  readonly settlement_amounts: {
    readonly paid_money: Money
    readonly outstanding_money: Money
    readonly settled_tip_money?: Money
  }
  readonly active_payment_attempt?: PaymentAttempt | null
  readonly buyer_contact?: BuyerContact | null
}

export interface BillingAddress {
  readonly line1?: string
  readonly line2?: string
  readonly city?: string
  readonly state?: string
  readonly postal_code?: string
  /** ISO 3166, two capitals. */
  readonly country?: string
}

export interface BuyerContact {
  readonly email?: string | null
  readonly phone?: string | null
  readonly billing_address?: BillingAddress | null
}

/** Colours by the names of the page's own variables: `accent` is `--color-accent`. */
export interface BrandColors {
  readonly page: Readonly<Record<string, string>>
  readonly panel: Readonly<Record<string, string>>
}

export interface Branding {
  readonly corner_radius?: number
  readonly font_family?: string
  readonly colors?: { readonly light: BrandColors; readonly dark: BrandColors } | null
}

/** Whose form takes the card: ours in a sandbox, the processor's in live mode. */
export interface PaymentFormChoice {
  readonly type: 'flint' | 'stripe' | 'none'
  readonly stripe?: {
    readonly publishable_key: string
    readonly account_id: string | null
    readonly script_url: string
  } | null
}

/** What the processor's script is called with when the buyer's bank asks. */
export interface BrowserAction {
  readonly pending_action_id: string
  readonly stripe: {
    readonly publishable_key: string
    readonly account_id: string | null
    readonly client_secret: string
    readonly script_url: string
  } | null
}

export type SessionStatus = 'open' | 'paid' | 'partially_paid' | 'expired' | 'closed' | 'invalidated'

export interface CheckoutSession {
  readonly checkout_session_id: string
  readonly status: SessionStatus
  readonly terminal_reason?: string | null
  readonly order_id: string
  /** The link that this checkout was made by. */
  readonly payment_link_id?: string | null
  readonly expires_at?: string | null
  readonly recovery_mode?: boolean
  readonly active_payment_attempt?: PaymentAttempt | null
  readonly problems?: readonly { readonly code: string; readonly blocks_completion?: boolean }[]
  readonly tip?: {
    readonly enabled?: boolean
    readonly tip_percent_options?: readonly number[] | null
    readonly default_tip_percent?: number | null
    readonly is_custom_tip_enabled?: boolean
    readonly is_smart_tips_enabled?: boolean
    readonly smart_tip_money_options?: readonly Money[] | null
    readonly default_smart_tip_money?: Money | null
  } | null
  readonly customer_collection?: {
    readonly require_email?: boolean
    readonly require_phone?: boolean
    readonly require_billing_address?: boolean
    readonly prefilled_customer_info?: {
      readonly email?: string | null
      readonly phone?: string | null
      readonly billing_address?: BillingAddress | null
    } | null
  } | null
  readonly customer_prefill?: { readonly email?: string | null; readonly phone?: string | null } | null
  readonly buyer_contact?: BuyerContact | null
  readonly branding?: Branding | null
  readonly payments?: { readonly enabled_payment_options?: readonly string[] } | null
  readonly payment_form?: PaymentFormChoice
  readonly promotion_config?: { readonly codes_enabled?: boolean | null } | null
  /** The order has a customer who may keep the card that is paid with now. */
  readonly save_payment_method_offered?: boolean
  readonly redirects?: {
    readonly success_redirect_url?: string | null
    readonly cancel_redirect_url?: string | null
  } | null
  readonly expiration?: { readonly expiration_url?: string | null } | null
  readonly legal?: {
    readonly terms_of_service_url?: string | null
    readonly require_terms_of_service?: boolean
    readonly refund_policy_url?: string | null
    readonly shipping_policy_url?: string | null
    readonly contract_url?: string | null
  } | null
  readonly custom_text?: {
    readonly order_summary_message?: string | null
    readonly success_message?: string | null
  } | null
  readonly merchant_support?: {
    readonly email?: string | null
    readonly phone?: string | null
    readonly url?: string | null
  } | null
}

/** `data` of `GET /v1/checkout-sessions/{id}?expand=order`. */
export interface CheckoutView extends CheckoutSession {
  readonly order: Order
  readonly merchant_name?: string
}

export interface CardDetails {
  readonly number: string
  readonly exp_month: number
  readonly exp_year: number
  readonly cvc: string
  readonly name?: string
}

export interface BankAccountDetails {
  readonly routing_number: string
  readonly account_number: string
  readonly account_type: 'checking' | 'savings'
  readonly account_holder_name: string
}

/** What the buyer typed, on its way to become a token. */
export type SourceDetails = { readonly card: CardDetails } | { readonly bank_account: BankAccountDetails }

export interface SourceToken {
  readonly token: string
  readonly card?: { readonly brand: string; readonly last4: string }
  readonly bank_account?: { readonly bank_name: string; readonly last4: string }
}

/** A card that the order's customer keeps. Source: contract, flint-commerce 7.2. */
export interface SavedCard {
  readonly payment_method_id: string
  readonly card: {
    readonly brand: string
    readonly last4: string
    readonly exp_month: number
    readonly exp_year: number
  }
}

/** What the processor's form has made of what the buyer typed there. */
export interface CollectedSource {
  readonly confirmationToken: string
  readonly card: { readonly brand: string; readonly last4: string } | null
}

/** What the buyer pays with: details that become a token first, the processor's form, or a card that is kept already. */
export type ChosenSource =
  | { readonly details: SourceDetails; readonly isToBeSaved: boolean }
  | { readonly collect: (buyer: BuyerDetails) => Promise<CollectedSource>; readonly isToBeSaved: boolean }
  | { readonly savedCard: SavedCard }

/** What the form knows of who pays. */
export interface BuyerDetails {
  readonly email: string | null
  readonly phone?: string | null
  readonly billingAddress?: BillingAddress | null
  readonly acceptsTerms?: boolean
}

export type PaymentSource =
  | { readonly token: string }
  | { readonly payment_method_id: string }
  | { readonly confirmation_token: string }

export type PayRequest =
  | {
      readonly action: 'pay'
      readonly payment_source?: PaymentSource
      readonly save_payment_method?: true
      readonly expected_outstanding_money: Money
      readonly buyer_contact?: BuyerContact
      readonly terms_of_service_accepted?: true
    }
  | { readonly action: 'resume'; readonly order_payment_attempt_id: string }

export interface PayAnswer {
  readonly order: Order
  readonly payment_attempt?: PaymentAttempt
}
