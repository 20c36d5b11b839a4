import { orderErrors } from '../orders/errors.ts'
import type { OpenCheckoutSession, Order } from '../orders/order.ts'
import { paymentErrors } from '../payments/errors.ts'
import { expectOptions, isOptionFor } from '../payments/payment-option.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectFourDecimals } from '../platform/http/percent.ts'
import { webAddressOf } from '../platform/http/web-address.ts'
import { checkoutErrors } from './errors.ts'
import { type CreateSessionBody, type Settings, settingNames } from './input-schemas.ts'
import { merchantDefaults } from './merchant-defaults.ts'

/**
 * The settings of a new session, checked beyond their shape, with what comes from the merchant's own filled in: pages
 * show what stands there and know no defaults of their own. Source: contract, flint-commerce 8.1 and 19 row 15.
 */
export const checkSettings = (ctx: Context, input: CreateSessionBody): Settings => {
  const settings: Settings = {
    ...Object.fromEntries(
      settingNames.filter((name) => input[name] !== undefined).map((name) => [name, input[name]]),
    ),
    ...merchantDefaults(ctx, input),
  }
  checkPayments(input)
  checkAddresses(settings)
  checkTipSettings(settings.tip)
  return settings
}

export const lifetimeMsOf = (settings: Settings): number => settings.expiration!.expires_in_seconds! * 1000

/** What of the tip settings decides over a buyer's tip for an order in this currency. */
export const tipRuleOf = (tip: Settings['tip'], currency: string): OpenCheckoutSession['tip'] => {
  if (!tip?.enabled) return null
  const amounts = tip.is_smart_tips_enabled ? (tip.smart_tip_money_options ?? []) : []
  return {
    percentOptions: tip.tip_percent_options ?? [],
    amountOptions: amounts.filter((money) => money.currency === currency).map(({ amount }) => amount),
    isCustomAllowed: tip.is_custom_tip_enabled ?? true,
  }
}

/**
 * What the buyer may pay this order with; a session without a list takes cards. A list that the creator sends has to fit the
 * order; of the merchant's own, made for every order, what does not fit this one is left out.
 */
export const sessionOptions = (
  { currency }: Pick<Order, 'currency'>,
  { payments }: Settings,
  { payments: sent }: CreateSessionBody,
): string[] => {
  const listed = payments?.enabled_payment_options ?? ['card']
  const plan = { captureMethod: 'automatic' as const, currency }
  const fitting = sent?.enabled_payment_options
    ? listed
    : listed.filter((option) => isOptionFor({ ...plan, paymentOptions: [option] }))
  const paymentOptions = fitting.length > 0 ? fitting : listed
  expectOptions({ ...plan, paymentOptions }, (index) => `payments.enabled_payment_options[${index}]`)
  return paymentOptions
}

const checkPayments = ({ surface, payments }: CreateSessionBody) => {
  if (surface === 'embedded' && payments?.payment_return_url === undefined)
    throw refuse(checkoutErrors.EMBEDDED_PAYMENT_RETURN_URL_REQUIRED, {
      param: 'payments.payment_return_url',
    })
}

/** Buyers are sent to these: anything but the web's own two schemes could run or open something on their device. */
const checkAddresses = ({ page_origin, payments, redirects, expiration, legal }: Settings) => {
  const addresses = {
    'redirects.success_redirect_url': redirects?.success_redirect_url,
    'redirects.cancel_redirect_url': redirects?.cancel_redirect_url,
    'expiration.expiration_url': expiration?.expiration_url,
    'legal.terms_of_service_url': legal?.terms_of_service_url,
    'legal.refund_policy_url': legal?.refund_policy_url,
    'legal.shipping_policy_url': legal?.shipping_policy_url,
    'legal.contract_url': legal?.contract_url,
  }
  for (const [param, address] of Object.entries(addresses))
    if (address !== undefined && !webAddressOf(address))
      throw refuse(httpErrors.INVALID_REQUEST, {
        param,
        message: `"${param}" must be an http or https address.`,
      })
  const returnUrl = payments?.payment_return_url
  if (returnUrl !== undefined && !webAddressOf(returnUrl))
    throw refuse(paymentErrors.PAYMENT_RETURN_URL_INVALID, { param: 'payments.payment_return_url' })
  if (page_origin !== undefined && webAddressOf(page_origin)?.origin !== page_origin)
    throw refuse(checkoutErrors.INVALID_ORIGIN, { param: 'page_origin' })
}

const checkTipSettings = (tip: Settings['tip']) => {
  const options = tip?.tip_percent_options
  options?.forEach((percent, index) =>
    expectFourDecimals(percent, `tip.tip_percent_options[${index}]`, orderErrors.INVALID_TIP_PERCENT),
  )
  const first = tip?.default_tip_percent
  if (first !== undefined)
    expectFourDecimals(first, 'tip.default_tip_percent', orderErrors.INVALID_TIP_PERCENT)
  if (!tip?.enabled || tip.is_custom_tip_enabled !== false) return
  // Without a tip of their own, buyers have these options only.
  if (first !== undefined && !options?.includes(first))
    throw refuse(orderErrors.INVALID_TIP_PERCENT, {
      param: 'tip.default_tip_percent',
      message: '"tip.default_tip_percent" must be one of tip_percent_options.',
    })
}
