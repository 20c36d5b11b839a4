import { orderErrors } from '../orders/errors.ts'
import { expectFourDecimals } from '../orders/new-order.ts'
import type { OpenCheckoutSession, Order } from '../orders/order.ts'
import { paymentErrors } from '../payments/errors.ts'
import { expectOptions } from '../payments/payment-option.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { checkoutErrors } from './errors.ts'
import { type CreateSessionBody, type Settings, settingNames } from './input-schemas.ts'

const defaultLifetimeSeconds = 86_400
const defaultTipPercents = [10, 15, 20]

/**
 * The settings of a new session, checked beyond their shape, with the lifetime and the tips on offer filled in: pages
 * show what stands there and know no defaults of their own. Source: contract, flint-commerce 8.1 and 19 row 15.
 */
export const checkSettings = (input: CreateSessionBody): Settings => {
  const settings: Settings = {
    ...Object.fromEntries(
      settingNames.filter((name) => input[name] !== undefined).map((name) => [name, input[name]]),
    ),
    expiration: { expires_in_seconds: defaultLifetimeSeconds, ...input.expiration },
    ...(input.tip?.enabled
      ? { tip: { tip_percent_options: defaultTipPercents, is_custom_tip_enabled: true, ...input.tip } }
      : {}),
  }
  checkPayments(input)
  checkAddresses(settings)
  checkTipSettings(settings.tip)
  return settings
}

export const lifetimeMsOf = (settings: Settings): number => settings.expiration!.expires_in_seconds! * 1000

/** What of the tip settings decides over a buyer's tip. */
export const tipRuleOf = (tip: Settings['tip']): OpenCheckoutSession['tip'] =>
  tip?.enabled
    ? {
        percentOptions: tip.tip_percent_options ?? [],
        isCustomAllowed: tip.is_custom_tip_enabled ?? true,
      }
    : null

/** What the buyer may pay this order with; a session without a list takes cards. */
export const sessionOptions = ({ currency }: Pick<Order, 'currency'>, { payments }: Settings): string[] => {
  const paymentOptions = payments?.enabled_payment_options ?? ['card']
  expectOptions(
    { paymentOptions, captureMethod: 'automatic', currency },
    (index) => `payments.enabled_payment_options[${index}]`,
  )
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

const webAddressOf = (text: string): URL | null => {
  const address = URL.parse(text)
  const isPlain = address && /^https?:$/.test(address.protocol) && !address.username && !address.password
  return isPlain ? address : null
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
