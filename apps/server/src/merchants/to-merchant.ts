import { toPostalAddress } from '../customers/to-customer.ts'
import { defaultApiVersion } from '../platform/http/versions.ts'
import {
  type Account,
  noRequirements,
  onboardingProgressOf,
  sandboxAxes,
  toAxis,
  toRequirements,
} from '../verification/index.ts'
import type { ShownMerchant } from './get-merchant.ts'

export const toMerchant = (shown: ShownMerchant) => {
  const { merchant, account } = shown.standing
  const { pinnedVersion: pinned } = merchant
  const { profile, business } = account
  const readiness = toReadiness(shown)
  return {
    merchant_id: merchant.merchantId,
    organization_id: null,
    business_name: merchant.businessName,
    business_type: business.type,
    email: profile.email,
    phone: business.phone,
    address: business.address && toPostalAddress(business.address),
    support_email: profile.supportEmail,
    support_phone: profile.supportPhone,
    support_url: profile.supportUrl,
    website_url: profile.websiteUrl,
    logo: null,
    icon: null,
    banners: [],
    ...statusOf(account),
    onboarding_status: onboardingProgressOf(account),
    payments: readiness.payments,
    payouts: readiness.payouts,
    requirements: readiness.requirements,
    has_past_due: readiness.requirements.past_due.length > 0,
    current_deadline_at: readiness.requirements.current_deadline_at,
    observed_at: readiness.observed_at,
    api_version: pinned.apiVersion ?? defaultApiVersion,
    api_version_pinned_at: pinned.pinnedAt,
    api_version_changed_at: pinned.changedAt,
    api_version_previous: pinned.previous,
    api_version_rollback_expires_at: pinned.rollbackExpiresAt,
    reporting_timezone: merchant.reportingTimezone,
    metadata: merchant.metadata,
    version: merchant.version,
    created_at: merchant.createdAt,
    updated_at: merchant.updatedAt,
  }
}

/** A sandbox is always ready. Source: contract, flint-platform 13.2 and 28 row 22. */
export const toReadiness = ({ standing, mode }: ShownMerchant) => {
  const { merchant, now } = standing
  const axes = mode === 'test' ? sandboxAxes : standing.axes
  return {
    merchant_id: merchant.merchantId,
    business_name: merchant.businessName,
    payments: toAxis(axes.payments, merchant.merchantId),
    payouts: toAxis(axes.payouts, merchant.merchantId),
    requirements: toRequirements(mode === 'test' ? noRequirements : standing.requirements),
    observed_at: now,
  }
}

const statusOf = ({ pause, review }: Account) => {
  if (review.state === 'rejected') return { status: 'restricted', status_reason: 'account_rejected' }
  if (pause) return { status: 'suspended', status_reason: 'account_paused' }
  return { status: 'active', status_reason: null }
}
