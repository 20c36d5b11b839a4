import type { Instant } from '../platform/clock/clock.ts'

export const domainStatuses = ['active', 'inactive'] as const
export const validationStatuses = ['active', 'action_required', 'unavailable'] as const
export type DomainStatus = (typeof domainStatuses)[number]
export type ValidationStatus = (typeof validationStatuses)[number]

/** What a registered domain lets a page offer: wallets ask on which site they are shown. */
export const walletOptions = ['apple_pay', 'google_pay'] as const

/** A web site of the merchant's on which wallets are shown. Source: contract, flint-commerce 7.2. */
export type PaymentMethodDomain = {
  environmentId: string
  paymentMethodDomainId: string
  domainName: string
  status: DomainStatus
  /** Whether the wallets have accepted the site. */
  validationStatus: ValidationStatus
  createdAt: Instant
  updatedAt: Instant
}

/** The wallets that the site can show now. */
export const optionsOf = ({ status, validationStatus }: PaymentMethodDomain): readonly string[] =>
  status === 'active' && validationStatus === 'active' ? walletOptions : []
