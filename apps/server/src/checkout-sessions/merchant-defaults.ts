import type { Context } from '../platform/context.ts'
import {
  type EffectiveSettings,
  type StoredSettings,
  settingsOf,
  storedSettingsOf,
} from '../settings/index.ts'
import type { CreateSessionBody, Settings } from './input-schemas.ts'

/**
 * What a new session takes from the merchant's settings where its creator says nothing. It is copied: a session that is open
 * keeps the rules it was opened with. Source: contract, flint-platform 16.1, flint-commerce 8.1 and 8.3.
 */
export const merchantDefaults = (ctx: Context, input: CreateSessionBody): Partial<Settings> => {
  const stored = storedSettingsOf(ctx)
  const effective = settingsOf(ctx)
  return given({
    customer_collection: part(collectionOf(stored.checkout), input.customer_collection),
    payments: part(paymentsOf(stored.checkout), input.payments),
    expiration: {
      expires_in_seconds: effective.checkout.default_expires_in_seconds,
      ...input.expiration,
    },
    promotion_config: withCodes(input.promotion_config, codesOf(effective, stored, input)),
    legal: part(stored.legal ?? {}, input.legal),
    tip: tipOf(effective.tipping, stored.tipping, input.tip),
  })
}

/** Without the names that have no value. */
const given = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>

/** What the creator sends stands before what the merchant set; nothing at all stays nothing. */
const part = <T extends object>(own: T, sent: T | undefined): T | undefined =>
  Object.keys(own).length === 0 ? sent : { ...own, ...sent }

/** Whether codes are taken is decided already, from what both say. */
const withCodes = (sent: Settings['promotion_config'], codes: Settings['promotion_config']) =>
  codes && { ...sent, ...codes }

const collectionOf = (checkout: StoredSettings['checkout']) =>
  given({
    require_email: checkout?.require_email,
    require_phone: checkout?.require_phone,
    require_billing_address: checkout?.require_billing_address,
  }) as NonNullable<Settings['customer_collection']>

const paymentsOf = (checkout: StoredSettings['checkout']) =>
  given({
    enabled_payment_options: checkout?.enabled_payment_options as string[] | undefined,
  }) as NonNullable<Settings['payments']>

/** Null asks for the merchant's own; where the merchant takes no codes, no session does. */
const codesOf = (
  { promotions }: EffectiveSettings,
  { checkout }: StoredSettings,
  { promotion_config: sent }: CreateSessionBody,
): Settings['promotion_config'] => {
  const own = promotions.codes_enabled ? checkout?.promotion_code_entry_enabled : false
  if (own === undefined) return sent
  const areTaken = promotions.codes_enabled && (sent?.codes_enabled ?? own)
  return { codes_enabled: areTaken }
}

/** A tip is offered where either says so; what is on offer comes from the creator, else from the merchant. */
const tipOf = (
  tipping: EffectiveSettings['tipping'],
  stored: StoredSettings['tipping'],
  sent: Settings['tip'],
): Settings['tip'] => {
  if (!(sent?.enabled ?? tipping.default_enabled)) return sent
  const hasSmart = sent?.is_smart_tips_enabled ?? tipping.is_smart_tips_enabled
  const ownFirst = sent?.tip_percent_options ? undefined : tipping.default_tip_percent
  return {
    enabled: true,
    tip_percent_options: tipping.tip_percent_options,
    ...(ownFirst ? { default_tip_percent: ownFirst } : {}),
    is_custom_tip_enabled: tipping.is_custom_tip_enabled,
    ...(stored?.is_smart_tips_enabled === undefined ? {} : { is_smart_tips_enabled: hasSmart }),
    ...(hasSmart && !sent?.smart_tip_money_options ? smartTipsOf(tipping) : {}),
    ...sent,
  }
}

const smartTipsOf = ({
  smart_tip_money_options: options,
  default_smart_tip_money: first,
}: EffectiveSettings['tipping']) => ({
  smart_tip_money_options: options,
  ...(first ? { default_smart_tip_money: first } : {}),
})
