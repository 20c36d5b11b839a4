import { type Refusal, httpErrors, refuse } from '../platform/http/errors.ts'
import type { EffectiveSettings } from '../settings/index.ts'
import { promotionErrors } from './errors.ts'
import type { DeclineReason, Offer } from './offer.ts'
import { type PromotionCodeStatus, type PromotionStatus, codeKeyOf } from './promotion.ts'

/** A promotion that was asked for, with what is left of its limits; null for without limit. */
export type FoundOffer = {
  offer: Offer
  status: PromotionStatus
  /** Null when it was asked for by id. */
  codeStatus: PromotionCodeStatus | null
  usesLeft: number | null
  /** Null as well when the customer is not known. */
  customerUsesLeft: number | null
}

export type PromotionInput = { promotion_id?: string; promotion_code?: string }
export type CouponInput = { coupon_id?: string; coupon_code?: string }
export type OfferInput = PromotionInput | CouponInput

const isCoupon = (input: OfferInput): input is CouponInput => 'coupon_id' in input || 'coupon_code' in input
const idOf = (input: OfferInput) => (isCoupon(input) ? input.coupon_id : input.promotion_id)
const codeOf = (input: OfferInput) => (isCoupon(input) ? input.coupon_code : input.promotion_code)

/** Which kinds count at all here. Source: contract, flint-platform 16.1. */
export type PromotionSwitches = Pick<EffectiveSettings['promotions'], 'automatic_enabled' | 'codes_enabled'>

/** A promotion and the coupon that it is share the 26 characters of their ids. */
export const promotionIdOf = (id: string): string => id.replace(/^cpn_/, 'promo_')
export const couponIdOf = (promotionId: string): string => promotionId.replace(/^promo_/, 'cpn_')

export type Asked = { promotionIds: readonly string[]; codes: readonly string[]; customerId: string | null }

/** What `lockOffers` and `findOffers` have to be asked for so that `offerOf` finds each of these inputs. */
export const askedFor = (inputs: readonly OfferInput[], customerId: string | null): Asked => ({
  promotionIds: inputs.flatMap((input) => idOf(input) ?? []).map(promotionIdOf),
  codes: inputs.flatMap((input) => codeOf(input) ?? []),
  customerId,
})

/**
 * The offer that an input names, or a refusal. Whether it suits the order is for `chooseOffers` to say.
 *
 * @param param Where the input stands, such as `discount.promotion`.
 * @param areTaken The settings' switches.
 * @throws EXACTLY_ONE_REQUIRED, PROMOTION_NOT_FOUND, PROMOTION_NOT_REDEEMABLE, PROMOTION_NO_ACTIVE_CODES, PROMOTION_CODES_DISABLED,
 *         CHECKOUT_DISCOUNT_ID_NOT_ALLOWED, PROMOTION_DECLINED with `reason`; for a coupon COUPON_NOT_FOUND and
 *         COUPON_EXPIRED.
 */
export const offerOf = (
  found: readonly FoundOffer[],
  input: OfferInput,
  now: string,
  param: string,
  callerMayUseIds: boolean,
  areTaken: PromotionSwitches = { codes_enabled: true, automatic_enabled: true },
): Offer => {
  const id = idOf(input)
  expectExactlyOne(input, param)
  const path = `${param}.${isCoupon(input) ? 'coupon' : 'promotion'}_${id === undefined ? 'code' : 'id'}`
  if (id !== undefined && !callerMayUseIds)
    throw refuse(promotionErrors.CHECKOUT_DISCOUNT_ID_NOT_ALLOWED, { param: path })
  const one = found.find((each) => isMeant(each.offer, input))
  if (!one)
    throw refuse(isCoupon(input) ? promotionErrors.COUPON_NOT_FOUND : promotionErrors.PROMOTION_NOT_FOUND, {
      param: path,
    })
  expectRedeemable(one, path, areTaken)
  const isSwitchedOff = one.offer.redemptionType === 'automatic' && !areTaken.automatic_enabled
  const reason = isSwitchedOff ? 'automatic_disabled' : usedUpReason(one, now)
  if (reason) throw refusalOfDecline(input, reason, path)
  return one.offer
}

const expectExactlyOne = (input: OfferInput, param: string) => {
  if ((idOf(input) === undefined) !== (codeOf(input) === undefined)) return
  const fields = isCoupon(input) ? ['coupon_id', 'coupon_code'] : ['promotion_id', 'promotion_code']
  throw refuse(httpErrors.EXACTLY_ONE_REQUIRED, {
    param,
    message: `Exactly one of ${fields.join(' and ')} is needed.`,
    extra: { conflicting_fields: fields.map((field) => `${param}.${field}`) },
  })
}

const isMeant = (
  { promotionId, promotionCodeId, promotionCode, couponId }: Offer,
  input: OfferInput,
): boolean => {
  if (isCoupon(input) && couponId === null) return false
  const id = idOf(input)
  if (id !== undefined) return promotionCodeId === null && (isCoupon(input) ? couponId : promotionId) === id
  const code = codeOf(input)
  return code !== undefined && promotionCode !== null && codeKeyOf(promotionCode) === codeKeyOf(code)
}

const expectRedeemable = (
  { status, codeStatus }: FoundOffer,
  param: string,
  { codes_enabled: areCodesTaken }: PromotionSwitches,
) => {
  if (codeStatus !== null && !areCodesTaken)
    throw refuse(promotionErrors.PROMOTION_CODES_DISABLED, { param, extra: { reason: 'codes_disabled' } })
  if (status === 'archived')
    throw refuse(promotionErrors.PROMOTION_NOT_REDEEMABLE, { param, extra: { current_status: status } })
  if (status === 'no_active_codes' && codeStatus === null)
    throw refuse(promotionErrors.PROMOTION_NO_ACTIVE_CODES, { param, extra: { current_status: status } })
}

const usedUpReason = (found: FoundOffer, now: string): DeclineReason | null => {
  const { offer, status, codeStatus } = found
  if (codeStatus === 'inactive') return 'code_invalid'
  if (codeStatus === 'expired' || codeStatus === 'exhausted') return codeStatus
  if (status === 'inactive') return 'disabled'
  if (offer.endsAt !== null && now >= offer.endsAt) return 'expired'
  if (offer.startsAt !== null && now < offer.startsAt) return 'not_yet_started'
  return isUsedUp(found) ? 'exhausted' : null
}

const isUsedUp = ({ usesLeft, customerUsesLeft }: FoundOffer) => usesLeft === 0 || customerUsesLeft === 0

/** The refusal for an input whose offer was declined, in the words of the view that the input is in. */
export const refusalOfDecline = (input: OfferInput, reason: DeclineReason, param: string): Refusal => {
  const extra = { reason }
  if (isCoupon(input) && reason === 'expired') return refuse(promotionErrors.COUPON_EXPIRED, { param, extra })
  if (isCoupon(input) && stackingReasons.includes(reason))
    return refuse(promotionErrors.COUPON_NOT_STACKABLE, { param, extra })
  return refuse(promotionErrors.PROMOTION_DECLINED, { param, extra, message: declineMessages[reason] })
}

const stackingReasons: readonly DeclineReason[] = [
  'not_combinable',
  'superseded_by_better_offer',
  'superseded',
]

/** For a person. */
export const declineMessages: Record<DeclineReason, string> = {
  not_eligible: 'The order does not meet the conditions of the promotion.',
  minimum_not_met: 'The order is below the minimum of the promotion.',
  expired: 'The promotion has expired.',
  not_yet_started: 'The promotion has not started yet.',
  exhausted: 'All uses of the promotion are taken.',
  code_required: 'The promotion needs a code.',
  code_invalid: 'The code is not valid.',
  disabled: 'The promotion is not active.',
  automatic_disabled: 'Automatic promotions are switched off.',
  codes_disabled: 'Promotion codes are switched off.',
  already_applied: 'The promotion is applied already.',
  not_combinable: 'The promotion does not combine with another one on the order.',
  superseded_by_better_offer: 'A better promotion is applied instead.',
  superseded: 'Another promotion takes precedence.',
  max_promotions_reached: 'The order has as many promotions as it can have.',
  no_discountable_balance: 'Nothing is left that the promotion could take something off.',
  buy_item_missing: 'The items that the promotion needs are not on the order.',
  currency_mismatch: 'The promotion is in another currency than the order.',
  unknown_type: 'This type of promotion is not known.',
}

/** Automatic offers whose uses are limited have to be locked before they are taken: their ids. */
export const limitedIds = (offers: readonly Offer[]): string[] =>
  offers.filter((offer) => offer.isLimited).map((offer) => offer.promotionId)

/** The automatic offers of which a use is left, going by what `lockOffers` or `findOffers` found for `limitedIds`. */
export const withUsesLeft = (automatic: readonly Offer[], found: readonly FoundOffer[]): Offer[] =>
  automatic.filter((offer) => {
    if (!offer.isLimited) return true
    const one = found.find((each) => each.offer.promotionId === offer.promotionId && each.codeStatus === null)
    return one !== undefined && one.status === 'active' && !isUsedUp(one)
  })
