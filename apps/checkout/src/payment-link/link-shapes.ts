import type { Branding, CheckoutSession, Money } from '../api-shapes.ts'

/**
 * The parts of a payment link's public answers that its page reads. Wire names. What the contract does not promise for
 * every answer is optional. Source: contract, flint-commerce 9.
 */

export interface LinkLine {
  /** What the buyer's own quantity and price of it are sent under. */
  readonly key: string
  readonly quantity: number
  readonly name?: string | null
  readonly description?: string | null
  readonly image?: string | null
  readonly unit_price_money?: Money | null
  readonly allow_quantity_adjustment?: boolean
  readonly min_quantity?: number | null
  readonly max_quantity?: number | null
  readonly allow_unit_price_adjustment?: boolean
  readonly min_unit_price_money?: Money | null
  readonly max_unit_price_money?: Money | null
  readonly suggested_unit_price_money_options?: readonly Money[] | null
  readonly is_catalog_item_unavailable?: boolean
  readonly resolved_name?: string | null
  readonly resolved_unit_price_money?: Money | null
}

export interface CustomField {
  readonly key: string
  readonly label: string
  readonly custom_field_type: 'text' | 'textarea' | 'dropdown' | 'checkbox'
  readonly required?: boolean
  readonly options?: readonly string[] | null
  readonly max_length?: number | null
  readonly placeholder?: string | null
  readonly position?: number | null
}

export interface EventConfig {
  readonly event_at?: string | null
  readonly timezone?: string | null
  readonly venue?: string | null
  readonly max_total_quantity?: number | null
}

export interface PublicLink {
  readonly payment_link_id: string
  readonly name: string
  readonly status: 'active' | 'inactive'
  readonly version: number
  readonly completed_count: number
  readonly max_completions?: number | null
  readonly payment_link_type: 'standard' | 'donation' | 'event'
  readonly line_items?: readonly LinkLine[] | null
  readonly custom_fields?: readonly CustomField[] | null
  readonly custom_text?: { readonly order_summary_message?: string | null } | null
  readonly description?: string | null
  readonly image?: string | null
  readonly inactive_message?: string | null
  readonly donation_min_amount_money?: Money | null
  readonly donation_max_amount_money?: Money | null
  readonly donation_suggested_amount_money_options?: readonly Money[] | null
  readonly event_config?: EventConfig | null
  readonly legal?: CheckoutSession['legal']
}

/** `data` of `GET /v1/payment-links/{id}/public`. */
export interface LinkSnapshot {
  readonly payment_link: PublicLink
  /** What a resolution of this very snapshot is asked for with. */
  readonly resolution_context: string | null
  readonly resolution_context_expires_at?: string | null
  readonly resolution_context_start_deadline_at?: string | null
  readonly resolved_line_items?: readonly Partial<LinkLine>[] | null
  readonly is_sold_out: boolean
  readonly remaining_quantity?: number | null
  /** From then on the link is inactive. */
  readonly ends_at?: string | null
  readonly merchant_name?: string | null
  readonly merchant_logo?: unknown
  readonly merchant_icon?: unknown
  readonly checkout_theme?: Branding | null
}

/** `data` of `POST /v1/payment-links/{id}/resolve`, as far as the page goes on with it. */
export interface Launch {
  readonly sessionId: string
  readonly secret: string
  readonly url: string
}

/** What the buyer sends. Source: contract, flint-commerce 9.4. */
export interface ResolveBody {
  readonly resolution_context: string
  readonly custom_field_values?: Readonly<Record<string, string | boolean>>
  readonly quantity_overrides?: Readonly<Record<string, number>>
  readonly unit_price_overrides?: Readonly<Record<string, Money>>
}
