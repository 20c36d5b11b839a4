import { isCurrency } from '@flint/money'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { hasFourDecimals } from '../platform/http/percent.ts'
import { checkTimeZone } from '../platform/http/time-zone.ts'
import { webAddressOf } from '../platform/http/web-address.ts'
import { defaults } from './defaults.ts'
import type { GroupName, StoredSettings } from './fields.ts'
import { over } from './merge.ts'

/**
 * What a shape alone does not say of settings, checked on what they will be: a field that is right by itself may not fit one
 * that was set before. Throws the refusal that names the field.
 */
export const checkSettings = (settings: StoredSettings): void => {
  checkAddresses(settings)
  checkLimits(settings.payment_limits ?? {})
  checkTips(settings)
  const { timezone, payment_policy: policy } = settings.invoices ?? {}
  if (timezone !== undefined) checkTimeZone(timezone, 'invoices.timezone')
  for (const [option, limits] of Object.entries(policy?.payment_option_limits ?? {})) {
    const param = `invoices.payment_policy.payment_option_limits.${option}`
    expectRange(limits?.min_amount_money, limits?.max_amount_money, param)
  }
  const offer = settings.customer_account?.buyer_capabilities?.retention_offer
  if (offer?.kind === 'pause_instead' && offer.pause_cycles === undefined)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param: 'customer_account.buyer_capabilities.retention_offer.pause_cycles',
    })
}

const addresses: Partial<Record<GroupName, readonly string[]>> = {
  legal: ['contract_url', 'refund_policy_url', 'shipping_policy_url', 'terms_of_service_url'],
  customer_account: ['merchant_account_url'],
}

/** Buyers are sent to these. */
const checkAddresses = (settings: StoredSettings) => {
  for (const [group, fields] of Object.entries(addresses))
    for (const field of fields) {
      const address = (settings[group as GroupName] as Record<string, string | undefined> | undefined)?.[
        field
      ]
      if (address !== undefined && !webAddressOf(address))
        throw refuseField(`${group}.${field}`, 'must be an http or https address')
    }
}

const checkLimits = ({
  max_amounts: max = {},
  min_amounts: min = {},
}: NonNullable<StoredSettings['payment_limits']>) => {
  for (const [name, amounts] of Object.entries({ max_amounts: max, min_amounts: min }))
    for (const currency of Object.keys(amounts))
      if (!isCurrency(currency))
        throw refuse(httpErrors.UNSUPPORTED_CURRENCY, {
          param: `payment_limits.${name}.${currency}`,
          message: `${currency} is not a known currency.`,
        })
  for (const [currency, smallest] of Object.entries(min)) {
    const largest = max[currency]
    if (smallest !== undefined && largest !== undefined && smallest > largest)
      throw refuseField(`payment_limits.min_amounts.${currency}`, 'must not be above the largest amount')
  }
}

type Money = { amount?: number; currency?: string }

const expectRange = (min: Money | undefined, max: Money | undefined, param: string) => {
  for (const [name, money] of Object.entries({ min_amount_money: min, max_amount_money: max }))
    if (money?.currency !== undefined) expectCurrency(money.currency, `${param}.${name}.currency`)
  if (!min || !max) return
  if (min.currency !== max.currency)
    throw refuse(httpErrors.CURRENCY_MISMATCH, { param: `${param}.max_amount_money.currency` })
  if (min.amount! > max.amount!)
    throw refuseField(`${param}.min_amount_money.amount`, 'must not be above the largest amount')
}

const checkTips = ({ tipping = {} }: StoredSettings) => {
  const percents = tipping.tip_percent_options
  for (const [index, percent] of (percents ?? []).entries())
    if (!hasFourDecimals(percent))
      throw refuseField(`tipping.tip_percent_options[${index}]`, 'must have at most four decimals')
  const first = tipping.default_tip_percent
  if (first !== undefined && !hasFourDecimals(first))
    throw refuseField('tipping.default_tip_percent', 'must have at most four decimals')
  const amounts = tipping.smart_tip_money_options
  for (const [index, { currency }] of (amounts ?? []).entries()) {
    expectCurrency(currency, `tipping.smart_tip_money_options[${index}].currency`)
    if (currency !== amounts![0]!.currency)
      throw refuse(httpErrors.CURRENCY_MISMATCH, {
        param: `tipping.smart_tip_money_options[${index}].currency`,
      })
  }
  checkDefaults(tipping)
}

/** Where buyers cannot name a tip of their own, the one that is chosen for them is one of those on offer. */
const checkDefaults = (tipping: NonNullable<StoredSettings['tipping']>) => {
  const offered = over(defaults.tipping, tipping) as typeof defaults.tipping
  const { default_tip_percent: percent, default_smart_tip_money: money } = tipping
  if (money?.currency !== undefined && money.currency !== offered.smart_tip_money_options[0]!.currency)
    throw refuse(httpErrors.CURRENCY_MISMATCH, { param: 'tipping.default_smart_tip_money.currency' })
  if (offered.is_custom_tip_enabled) return
  if (percent !== undefined && !offered.tip_percent_options.includes(percent))
    throw refuseField('tipping.default_tip_percent', 'must be one of tip_percent_options')
  if (money && !offered.smart_tip_money_options.some(({ amount }) => amount === money.amount))
    throw refuseField('tipping.default_smart_tip_money', 'must be one of smart_tip_money_options')
}

const expectCurrency = (currency: string, param: string) => {
  if (!isCurrency(currency))
    throw refuse(httpErrors.UNSUPPORTED_CURRENCY, { param, message: `${currency} is not a known currency.` })
}

const refuseField = (param: string, what: string) =>
  refuse(httpErrors.INVALID_REQUEST, { param, message: `"${param}" ${what}.` })
