import type { Minor } from '@flint/money'
import type { Origin } from '../payments/payment.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Metadata } from '../platform/http/metadata.ts'
import type { TaxComponent, TaxJurisdiction } from '../tax/index.ts'
import type { ChosenModifier } from '../modifiers/index.ts'
import type { SellableItem } from '../products/index.ts'
import type { DeclineReason, Offer } from '../promotions/index.ts'

/**
 * The order as the engine sees it: read whole, decided on by pure functions, written back whole.
 * Every amount is in minor units of `currency`. Fields under "computed" are filled by `priceOrder`
 * and never set by hand. Source: contract, flint-commerce 4.
 */
export type Order = {
  environmentId: string
  orderId: string
  orderNumber: number
  merchantId: string
  customerId: string | null
  externalReferenceId: string | null
  status: OrderStatus
  origin: Origin
  currency: string
  /** Grows by one with every change that matters to pricing, payment or the buyer. */
  revision: number
  lines: OrderLine[]
  charges: OrderCharge[]
  discounts: OrderDiscount[]
  /** Automatic promotions that were taken off by hand. */
  removedPromotionIds?: string[]
  tips: OrderTip[]
  tax: OrderTax
  amounts: PricingAmounts
  settlement: Settlement
  authorization: Authorization | null
  paymentIntentIds: string[]
  refundIds: string[]
  checkoutSessionIds: string[]
  /** The attempt that runs now (processing, waiting for the buyer or for capture). While set, prices are locked. */
  activeAttemptId: string | null
  /** The one checkout session that is open for this order. */
  openCheckoutSession: OpenCheckoutSession | null
  buyerContact: BuyerContact | null
  buyerNote: string | null
  internalNote: string | null
  closedReason: string | null
  metadata: Metadata
  /** The payment link that it was made by; absent on all others. */
  paymentLink?: LinkOfOrder
  /** It is not made cheaper by promotions that nobody asked for: a donation. */
  takesNoAutomaticPromotions?: boolean
  /** What clients of the second public API know this order by; absent on all others. */
  flowlix?: FlowlixReference
  createdAt: Instant
  updatedAt: Instant
}

/** How an order stands with its link, decided under the order's own lock. Written by `payment-links/follow-orders.ts`. */
export type LinkOfOrder = {
  paymentLinkId: string
  /** Of the link's places: held while a payment runs or part of the money is there, taken once the order is paid. */
  place: 'none' | 'held' | 'taken'
  /** Units that it counts for; fixed when the place is taken. */
  quantity: number
  event?: { name: string; location: string | null; startsAt: Instant; timezone: string }
}

/** What decides how such an order goes on, without reading the payment that stands for it. */
export type FlowlixReference = {
  /** `pay_…`. */
  paymentId: string
  /** The form of the API that made it. Source: contract, flowlix 0. */
  profile: 'a' | 'b' | 'c'
  /** Paid on a page of ours. */
  isHosted: boolean
}

/**
 * What an order must know of its open session to decide under its own lock, without reading the session: what a
 * buyer may still do, and how a change of the order ends it. Of it, only `termsAcceptedAt` changes while the session is open.
 */
export type OpenCheckoutSession = {
  checkoutSessionId: string
  expiresAt: Instant
  /** What had been collected before the session was opened. */
  paidBefore: Minor
  /** The tips that a buyer may ask for; null where none may be given. */
  tip: {
    percentOptions: readonly number[]
    amountOptions: readonly Minor[]
    isCustomAllowed: boolean
  } | null
  /** A buyer may give a promotion code. */
  arePromotionCodesAllowed: boolean
  /** A buyer pays only with an e-mail address, a phone number, a billing address on the order. */
  isEmailRequired: boolean
  isPhoneRequired: boolean
  isBillingAddressRequired: boolean
  /** A buyer pays only once they have agreed to the seller's terms, and when they did. */
  areTermsRequired: boolean
  termsAcceptedAt: Instant | null
  /** What a buyer may pay with. */
  paymentOptions: readonly string[]
  /** The order is for this session alone: when its time is up, the order is closed with it. */
  closesOrder?: true
}

export type OrderStatus = 'open' | 'closed'
export type PaymentStatus = 'unpaid' | 'partially_paid' | 'paid'
export type RefundStatus = 'none' | 'partially_refunded' | 'refunded'
export type BuyerContact = {
  email: string | null
  phone: string | null
  /** Absent while a checkout has not asked for it. */
  billingAddress?: BillingAddress
}
/** As the buyer gave it; only what was given. */
export type BillingAddress = {
  name?: string
  line1?: string
  line2?: string
  city?: string
  state?: string
  postal_code?: string
  country?: string
}

/** Where a catalogue line comes from, copied when it was added: later changes of the catalogue never change an order. */
export type CatalogOrigin = Pick<
  SellableItem,
  | 'sourceType'
  | 'variantId'
  | 'productId'
  | 'bundleId'
  | 'categories'
  | 'selectedOptions'
  | 'bundleComponents'
  | 'modifierSetId'
>

/** One choice on top of a line; it counts once for each unit of the line. */
export type LineModifier = ChosenModifier & { lineItemModifierId: string }

export type OrderLine = {
  lineItemId: string
  /** Absent for lines whose name and price the caller gave. */
  catalog?: CatalogOrigin
  modifiers?: LineModifier[]
  /** Address of a picture. */
  image?: string
  name: string
  description: string | null
  sku: string | null
  quantity: number
  unitPrice: Minor
  tax: LineTax | null
  metadata: Metadata
  version: number
  /** Money was collected while this line was on the order: its price, tax and quantity may no longer fall. */
  isCollected: boolean
  refundedAmount: Minor
  refundedQuantity: number
  /** What refunds consumed of subtotal, discount and tax, so that the last unit can take the exact rest; absent before the first. */
  refundedParts?: { subtotal: Minor; discount: Minor; tax: Minor }
  /** Computed. base = unit price x quantity; subtotal = base + modifiers. */
  base: Minor
  modifierTotal: Minor
  subtotal: Minor
  /** Merchandise discount of this line: line-class and its share of order-class discounts. */
  discount: Minor
  /** Additive plus inclusive tax. */
  taxAmount: Minor
  /** The part of `taxAmount` that is added on top of the price. */
  additiveTax: Minor
  /** subtotal - discount + additive tax. */
  total: Minor
}

export type { TaxComponent, TaxJurisdiction }
export type PriceMode = 'additive' | 'inclusive'
export type TaxCalculation = { priceMode: PriceMode; components: TaxComponent[] }
export type LineTax = { taxable: boolean; category: string | null; calculation: TaxCalculation | null }

export type OrderCharge = {
  chargeId: string
  type: string
  name: string
  description: string | null
  /** Exactly one of amount and percent is set. */
  amount: Minor | null
  percent: number | null
  calculationBasis: 'subtotal_pre_discount' | 'subtotal_post_discount' | null
  tax: LineTax | null
  metadata: Metadata
  refundedAmount: Minor
  /** The tax inside what was refunded, so that the last refund takes the exact rest; absent before the first. */
  refundedTax?: Minor
  createdAt: Instant
  updatedAt: Instant
  /** Computed. `applied` is gross of service-charge discounts, which `discount` holds. */
  applied: Minor
  discount: Minor
  taxAmount: Minor
  additiveTax: Minor
  total: Minor
}

export type DiscountClass = 'order' | 'line_item' | 'service_charge'
export type OrderDiscount = {
  discountId: string
  class: DiscountClass
  source: 'manual' | 'promotion'
  name: string
  /** What was asked for; what really came off is `applied` (computed). Computed for a promotion. */
  amount: Minor
  lineItemIds: string[]
  chargeIds: string[]
  status: 'pending' | 'redeemed' | 'canceled'
  applied: Minor
  /** The promotion's terms, copied when it was applied; absent for manual discounts. */
  offer?: Offer
  /** Why a promotion takes nothing off for now: it stays on the order and counts again once it fits again. */
  declined?: { reason: DeclineReason; wouldHaveApplied: Minor }
  /** What came off each line or charge when the order was paid. A used discount never moves again. */
  shares?: Record<string, Minor>
}

export type OrderTip = {
  tipId: string
  name: string | null
  description: string | null
  amount: Minor | null
  percent: number | null
  status: 'requested' | 'settled' | 'partially_refunded' | 'refunded' | 'canceled'
  settledAmount: Minor
  refundedAmount: Minor
  allocations: { paymentIntentId: string; amount: Minor }[]
  metadata: Metadata
  createdAt: Instant
  updatedAt: Instant
  /** Computed: the amount a requested tip asks for now. */
  effective: Minor
}

/** Order-level external tax is flat only; percentages stand on lines and charges. Source: contract, flint-commerce 4.6. */
export type OrderTax = {
  enabled: boolean
  mode: 'automatic' | 'external'
  flatComponents: {
    amount: Minor
    taxType: 'retail_delivery_fee'
    jurisdiction: TaxJurisdiction | null
    /** Absent before the first refund of it. */
    refundedAmount?: Minor
  }[]
  location: OrderTaxLocation | null
  /** The customer whose exemption counts; absent or null when nobody is exempt. */
  exemptCustomerId?: string | null
  /** What the table of rates said when the order was last edited; absent until automatic tax has a location. */
  rates?: OrderTaxRates | null
}

export type OrderTaxLocation = {
  address: {
    line1: string | null
    line2: string | null
    city: string | null
    state: string | null
    postalCode: string | null
    country: string
  }
  type: 'postal_code' | 'tax_address' | 'billing_address' | 'shipping_address'
  source: 'provided' | 'customer'
  customerId: string | null
}

/**
 * The rates of the order's location, copied so that a later table changes nothing here. `unavailable`: the operator
 * has loaded no table. `byCategory` has an entry for every category that a part of the order has had.
 */
export type OrderTaxRates = {
  status: 'found' | 'unsupported_country' | 'no_jurisdiction' | 'unavailable'
  byCategory: Record<string, TaxComponent[]>
}

export type PricingAmounts = {
  subtotal: Minor
  discount: Minor
  charge: Minor
  tax: Minor
  tip: Minor
  total: Minor
}

/** What happened to the money so far; outstanding, credit and balance follow from it and the total. */
export type Settlement = { paid: Minor; refunded: Minor; settledTip: Minor; refundedTip: Minor }

/** Money held by manual-capture legs, while there are any. */
export type Authorization = { authorized: Minor; capturable: Minor; expiresAt: Instant }
