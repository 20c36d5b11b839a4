import { isDeepStrictEqual } from 'node:util'
import { newPostalAddress } from '../customers/new-customer.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import { checkTimeZone } from '../platform/http/time-zone.ts'
import {
  type Account,
  type Changed,
  type FieldName,
  type Loaded,
  changeAccount,
  checkWebsite,
  expectOwnMerchant,
  given,
} from '../verification/index.ts'
import { merchantErrors } from './errors.ts'
import type { ShownMerchant } from './get-merchant.ts'
import type { Merchant } from './merchant.ts'
import { pinnedAt } from './pin-api-version.ts'
import type { UpdateMerchantBody } from './schemas.ts'

/**
 * Takes a live key: what is changed here counts in live mode too, and no test run may change what live callers are
 * answered. Source: contract, flint-platform 2 and 13.1.
 */
export const updateMerchant = async (
  ctx: Context,
  merchantId: string,
  { expected_version: expected, ...input }: UpdateMerchantBody,
): Promise<ShownMerchant> => {
  expectOwnMerchant(ctx, merchantId)
  if (ctx.mode !== 'live') throw refuse(merchantErrors.PROFILE_WRITE_LIVE_MODE_REQUIRED)
  if (input.expected_api_version !== undefined && input.api_version === undefined)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param: 'api_version',
      message: '"api_version" is required with expected_api_version.',
    })
  if (Object.keys(input).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  const change = ({ account, merchant, now }: Loaded): Changed => {
    expectVersion(merchant.version, expected, merchantErrors.MERCHANT_CHANGED)
    const changed = withInput(merchant, input, now)
    const after = withContact(account, input)
    // What is shown to buyers is a reason to look again, but nobody has begun with verification by it.
    const noted = { ...given(account, after, sentFields(input), now), startedAt: account.startedAt }
    const isSame = isDeepStrictEqual(changed, merchant) && isDeepStrictEqual(after, account)
    return {
      account: isSame ? account : noted,
      merchant: isSame ? merchant : { ...changed, version: merchant.version + 1, updatedAt: now },
    }
  }
  return changeAccount(ctx, merchantId, change, (standing) => ({ standing, mode: ctx.mode }))
}

const withInput = (merchant: Merchant, input: UpdateMerchantBody, now: string): Merchant => ({
  ...merchant,
  businessName: input.business_name ?? merchant.businessName,
  metadata: mergeMetadata(merchant.metadata, input.metadata),
  reportingTimezone:
    input.reporting_timezone === undefined
      ? merchant.reportingTimezone
      : checkTimeZone(input.reporting_timezone, 'reporting_timezone'),
  pinnedVersion:
    input.api_version === undefined
      ? merchant.pinnedVersion
      : pinnedAt(
          merchant.pinnedVersion,
          { apiVersion: input.api_version, expectedApiVersion: input.expected_api_version },
          now,
        ),
})

/** How the merchant is reached, which its account keeps. */
const withContact = (account: Account, input: UpdateMerchantBody): Account => {
  const { profile, business } = account
  return {
    ...account,
    profile: {
      email: sent(input.email, profile.email),
      supportEmail: sent(input.support_email, profile.supportEmail),
      supportPhone: sent(input.support_phone, profile.supportPhone) || null,
      supportUrl: checked(sent(input.support_url, profile.supportUrl), 'support_url'),
      websiteUrl: checked(sent(input.website_url, profile.websiteUrl), 'website_url'),
    },
    business: {
      ...business,
      phone: sent(input.phone, business.phone),
      address: input.address === undefined ? business.address : newPostalAddress(input.address),
    },
  }
}

const sent = <T>(value: T | undefined, before: T): T => (value === undefined ? before : value)

const checked = (url: string | null, param: string): string | null => url && checkWebsite(url, param)

const sentFields = (input: UpdateMerchantBody): FieldName[] => {
  const names: readonly [keyof UpdateMerchantBody, FieldName][] = [
    ['email', 'business_email'],
    ['website_url', 'business_website'],
    ['phone', 'business_phone'],
    ['address', 'business_address'],
  ]
  return names.flatMap(([name, field]) => (input[name] === undefined ? [] : [field]))
}
