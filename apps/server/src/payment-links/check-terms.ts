import { checkSettings } from '../checkout-sessions/check-settings.ts'
import { checkoutErrors } from '../checkout-sessions/errors.ts'
import { orderErrors } from '../orders/errors.ts'
import { expectOptions } from '../payments/payment-option.ts'
import type { Context } from '../platform/context.ts'
import { type ErrorDefinition, httpErrors, refuse } from '../platform/http/errors.ts'
import { checkTimeZone } from '../platform/http/time-zone.ts'
import { paymentLinkErrors } from './errors.ts'
import type { CreatePaymentLinkBody, LinkTerms } from './input-schemas.ts'
import type { PaymentLinkType } from './payment-link.ts'
import { sessionBodyOf } from './session-body.ts'

type Sent = Pick<CreatePaymentLinkBody, 'subscription_plan_id' | 'plan_id'>

/** What goes with which type of link. Throws the refusal that names the field at fault. Source: contract, flint-commerce 9.1. */
export const checkTerms = (ctx: Context, type: PaymentLinkType, terms: LinkTerms, sent: Sent): void => {
  checkPlan(type, sent)
  if (type === 'donation') checkDonation(terms)
  else checkSale(type, terms)
  if (terms.delivery_method_ids?.length)
    throw refuse(paymentLinkErrors.PAYMENT_LINK_FULFILLMENT_UNAVAILABLE, { param: 'delivery_method_ids' })
  if (terms.inventory_routing_source)
    throw refuse(paymentLinkErrors.PAYMENT_LINK_FULFILLMENT_UNAVAILABLE, {
      param: 'inventory_routing_source',
    })
  checkEvent(type, terms)
  checkSettings(ctx, sessionBodyOf(type, terms))
}

/** As for any checkout; a payment by link is always captured at once. Source: contract, flint-commerce 6.5. */
export const checkPayments = ({ payments }: LinkTerms, currency: string): void => {
  const paymentOptions = payments?.enabled_payment_options
  if (paymentOptions)
    expectOptions(
      { paymentOptions, captureMethod: 'automatic', currency },
      (index) => `payments.enabled_payment_options[${index}]`,
    )
}

const planRefusals: Record<PaymentLinkType, ErrorDefinition> = {
  donation: paymentLinkErrors.DONATION_PLAN_NOT_ALLOWED,
  event: paymentLinkErrors.EVENT_PLAN_NOT_ALLOWED,
  // Plans are not served yet, so no id of one can be known.
  standard: checkoutErrors.SUBSCRIPTION_PLAN_NOT_FOUND,
}

const checkPlan = (type: PaymentLinkType, { subscription_plan_id, plan_id }: Sent) => {
  if (subscription_plan_id === undefined && plan_id === undefined) return
  throw refuse(planRefusals[type], {
    param: subscription_plan_id === undefined ? 'plan_id' : 'subscription_plan_id',
  })
}

const donationFields = [
  'donation_min_amount_money',
  'donation_max_amount_money',
  'donation_suggested_amount_money_options',
] as const

const checkDonation = (terms: LinkTerms) => {
  if (terms.line_items?.length)
    throw refuse(paymentLinkErrors.DONATION_LINE_ITEMS_NOT_ALLOWED, { param: 'line_items' })
  const { codes_enabled, automatic_enabled } = terms.promotion_config ?? {}
  if (codes_enabled || automatic_enabled)
    throw refuse(paymentLinkErrors.DONATION_PROMOTIONS_NOT_ALLOWED, { param: 'promotion_config' })
  if (terms.tax?.enabled) throw refuse(paymentLinkErrors.DONATION_TAX_NOT_ALLOWED, { param: 'tax' })
  if (terms.tip?.enabled) throw refuse(paymentLinkErrors.DONATION_TIP_NOT_ALLOWED, { param: 'tip' })
  const { donation_min_amount_money: min, donation_max_amount_money: max } = terms
  const suggested = terms.donation_suggested_amount_money_options ?? []
  if (!min && !max && suggested.length === 0)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param: 'donation_min_amount_money',
      message: 'A donation needs "donation_min_amount_money", which also says its currency.',
    })
  if (min && max && min.amount > max.amount)
    throw refuse(paymentLinkErrors.INVALID_DONATION_AMOUNT, { param: 'donation_max_amount_money' })
  for (const [index, { amount }] of suggested.entries())
    if ((min && amount < min.amount) || (max && amount > max.amount))
      throw refuse(paymentLinkErrors.INVALID_DONATION_AMOUNT, {
        param: `donation_suggested_amount_money_options[${index}]`,
      })
}

const checkSale = (type: PaymentLinkType, terms: LinkTerms) => {
  if (!terms.line_items?.length)
    throw refuse(
      type === 'event' ? paymentLinkErrors.EVENT_LINE_ITEMS_REQUIRED : orderErrors.MISSING_LINE_ITEMS,
      { param: 'line_items' },
    )
  const foreign = donationFields.find((field) => terms[field] !== undefined)
  if (foreign)
    throw refuse(httpErrors.INVALID_REQUEST, {
      param: foreign,
      message: `"${foreign}" belongs to a donation.`,
    })
}

const checkEvent = (type: PaymentLinkType, { event_config: event }: LinkTerms) => {
  if (type !== 'event') {
    if (event)
      throw refuse(httpErrors.INVALID_REQUEST, {
        param: 'event_config',
        message: '"event_config" belongs to an event.',
      })
    return
  }
  if (!event)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param: 'event_config',
      message: '"event_config" is required for an event.',
    })
  if (event.timezone !== undefined) checkTimeZone(event.timezone, 'event_config.timezone')
}
