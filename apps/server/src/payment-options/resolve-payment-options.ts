import { formatMoney } from '@flint/money'
import type { PaymentOption } from '../payments/payment.ts'
import type { AmountLimits } from '../settings/index.ts'
import {
  type CaptureMethod,
  type PaymentOptionRule,
  paymentOptionRules,
  paymentOptions,
} from './payment-option-rules.ts'

/** What is known of a payment. Null is not known yet, and is never in the way. */
export type PaymentContext = {
  /** Why nothing can be paid here at all; in a sandbox there is no such reason. */
  accountBlocker: AccountBlocker | null
  /** Options that the merchant's account has not asked for. */
  notRequested: readonly PaymentOption[]
  /** Minor units. */
  amount: number | null
  currency: string | null
  /** The merchant's own, in that currency. Source: contract, flint-platform 16.1, `payment_limits`. */
  limits: AmountLimits
  buyerCountry: string | null
  billingCountry: string | null
  captureMethod: CaptureMethod | null
  isOffSession: boolean
  isRecurring: boolean
  allowsRedirects: boolean
}

export const blockerCodes = [
  'merchant_payments_disabled',
  'capability_pending',
  'requirements_due',
  'currency_not_supported',
  'amount_out_of_range',
  'country_not_supported',
  'capture_method_not_supported',
  'redirects_not_allowed',
  'off_session_not_supported',
  'recurring_not_supported',
] as const
export type BlockerCode = (typeof blockerCodes)[number]

/** What only the merchant, or the platform, can change. Source: contract, flint-platform 15. */
export type AccountBlocker = Extract<
  BlockerCode,
  'merchant_payments_disabled' | 'capability_pending' | 'requirements_due'
>

const accountMessages: Record<AccountBlocker, string> = {
  merchant_payments_disabled: 'No payments can be taken in this mode yet.',
  capability_pending: "The merchant's account is being looked at.",
  requirements_due: "Details are missing from the merchant's account.",
}

/** Why an option cannot be offered. */
export type PaymentOptionBlocker = {
  code: BlockerCode
  message: string
  /** Who can change it: the merchant's account, or the payment that is asked about. */
  resolutionOwner: 'merchant' | 'integrator'
}

export type ResolvedPaymentOption = {
  paymentOption: PaymentOption
  /** Empty: available. The first is the one to show. */
  blockers: readonly PaymentOptionBlocker[]
}

/**
 * Which options can be offered for a payment, in the order asked. Pure.
 *
 * @example resolvePaymentOptions({ ...unknownContext, amount: 4000, currency: 'USD' }, ['affirm'])
 *          // [{ paymentOption: 'affirm', blockers: [{ code: 'amount_out_of_range', … }] }]
 * Source: contract, flint-commerce 7.1 and flint-platform 15.
 */
export const resolvePaymentOptions = (
  context: PaymentContext,
  asked: readonly PaymentOption[] = paymentOptions,
): ResolvedPaymentOption[] =>
  [...new Set(asked)].map((paymentOption) => ({
    paymentOption,
    blockers: context.accountBlocker
      ? [accountBlocked(context.accountBlocker)]
      : [
          ...blockersOf(paymentOptionRules[paymentOption], context),
          ...(context.notRequested.includes(paymentOption) ? [notRequested] : []),
        ],
  }))

/** Nothing known yet, in a sandbox. */
export const unknownContext: PaymentContext = {
  accountBlocker: null,
  notRequested: [],
  amount: null,
  currency: null,
  limits: { from: null, upTo: null },
  buyerCountry: null,
  billingCountry: null,
  captureMethod: null,
  isOffSession: false,
  isRecurring: false,
  allowsRedirects: true,
}

const blockersOf = (own: PaymentOptionRule, context: PaymentContext): PaymentOptionBlocker[] => {
  const rule = { ...own, amount: narrowed(own.amount, context.limits) }
  const { currency, captureMethod } = context
  const foreign = [context.billingCountry, context.buyerCountry].find(
    (country) => country !== null && !(rule.countries?.includes(country) ?? true),
  )
  const found: (readonly [BlockerCode, string] | false)[] = [
    currency !== null &&
      !(rule.currencies?.includes(currency) ?? true) && [
        'currency_not_supported',
        `Only in ${rule.currencies?.join(', ')}.`,
      ],
    isOutOfRange(rule, context) && ['amount_out_of_range', `Only for ${rangeText(rule, context.currency)}.`],
    foreign !== undefined && [
      'country_not_supported',
      `Only for buyers in ${rule.countries?.join(', ')}, not in ${foreign}.`,
    ],
    captureMethod !== null &&
      !rule.captureMethods.includes(captureMethod) && [
        'capture_method_not_supported',
        `Only with ${rule.captureMethods.join(' or ')} capture.`,
      ],
    rule.needsRedirect &&
      !context.allowsRedirects && [
        'redirects_not_allowed',
        'The buyer must be able to go to another site and come back.',
      ],
    context.isOffSession &&
      !rule.isForOffSession && ['off_session_not_supported', 'Only while the buyer is there.'],
    context.isRecurring && !rule.isForRecurring && ['recurring_not_supported', 'Only for one payment.'],
  ]
  const unfit = found.flatMap((blocker) =>
    blocker ? [{ code: blocker[0], message: blocker[1], resolutionOwner: 'integrator' as const }] : [],
  )
  return rule.isOffered ? unfit : [...unfit, notOffered]
}

/** The option's range, no wider than the merchant wants it. */
const narrowed = (
  { from, upTo }: PaymentOptionRule['amount'],
  limits: AmountLimits,
): PaymentOptionRule['amount'] => ({
  from: Math.max(from, limits.from ?? 0),
  upTo: upTo === null ? limits.upTo : Math.min(upTo, limits.upTo ?? upTo),
})

const accountBlocked = (code: AccountBlocker): PaymentOptionBlocker => ({
  code,
  message: accountMessages[code],
  resolutionOwner: 'merchant',
})

const notRequested: PaymentOptionBlocker = {
  code: 'capability_pending',
  message: 'The merchant has not asked for it: see requested_capabilities of POST /v1/onboarding/advance.',
  resolutionOwner: 'merchant',
}

const notOffered: PaymentOptionBlocker = {
  code: 'capability_pending',
  message: 'No processor of this installation takes it.',
  resolutionOwner: 'merchant',
}

const isOutOfRange = ({ amount: range }: PaymentOptionRule, { amount }: PaymentContext): boolean =>
  amount !== null && (amount < range.from || (range.upTo !== null && amount > range.upTo))

const rangeText = ({ amount, currencies }: PaymentOptionRule, asked: string | null): string => {
  const currency = currencies?.[0] ?? asked
  const shown = (minor: number) => (currency === null ? `${minor} minor units` : formatMoney(minor, currency))
  return amount.upTo === null
    ? `${shown(amount.from)} or more`
    : `${shown(amount.from)} to ${shown(amount.upTo)}`
}
