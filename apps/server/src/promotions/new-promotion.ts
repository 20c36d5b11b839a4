import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { checkTimeZone } from '../platform/http/time-zone.ts'
import { checkMetadata, mergeMetadata } from '../platform/http/metadata.ts'
import { promotionErrors } from './errors.ts'
import type { CreatePromotionBody, UpdatePromotionBody } from './input-schemas.ts'
import { newMethod } from './new-method.ts'
import { couponIdOf } from './offer-of.ts'
import type { Promotion, PromotionTerms } from './promotion.ts'
import { checkedRules } from './rule-fields.ts'
import { methodInputOf } from './to-method.ts'

/** Source: contract, flint-commerce 15.1. */
export const newTerms = (input: CreatePromotionBody): PromotionTerms => {
  const discountClass = input.discount_class ?? 'order'
  const redemptionType = input.redemption_type ?? 'code'
  if (redemptionType === 'automatic' && (input.codes?.length ?? 0) > 0)
    throw refuse(promotionErrors.INVALID_REDEMPTION_TYPE, {
      param: 'redemption_type',
      message: 'An automatic promotion has no codes.',
      extra: { conflicting_fields: ['redemption_type', 'codes'] },
    })
  return {
    name: input.name,
    displayName: input.display_name ?? null,
    isActive: input.status !== 'inactive',
    redemptionType,
    discountClass,
    method: newMethod(input.application_method, discountClass, 'application_method'),
    eligibility: eligibilityOf(input.eligibility_rules),
    combinesWith: combinesWithOf(input.combines_with),
    exclusivity: exclusivityOf(input.exclusivity),
    stackingMode: input.stacking_mode ?? 'continue',
    schedule: scheduleOf(input.schedule, unscheduled),
    maxUses: input.max_uses ?? null,
    maxUsesPerCustomer: input.max_uses_per_customer ?? null,
    metadata: checkMetadata(input.metadata ?? {}),
    description: null,
  }
}

/** Fields that are not there stay as they are; objects replace, but for metadata and the parts of a schedule. */
export const changedTerms = (before: Promotion, input: UpdatePromotionBody): PromotionTerms => {
  const discountClass = input.discount_class ?? before.discountClass
  return {
    name: input.name ?? before.name,
    displayName: input.display_name === undefined ? before.displayName : input.display_name,
    isActive: input.status === undefined ? before.isActive : input.status === 'active',
    redemptionType: before.redemptionType,
    discountClass,
    method: changedMethod(before, input, discountClass),
    eligibility:
      input.eligibility_rules === undefined ? before.eligibility : eligibilityOf(input.eligibility_rules),
    combinesWith:
      input.combines_with === undefined ? before.combinesWith : combinesWithOf(input.combines_with),
    exclusivity: input.exclusivity === undefined ? before.exclusivity : exclusivityOf(input.exclusivity),
    stackingMode: input.stacking_mode ?? before.stackingMode,
    schedule: scheduleOf(input.schedule, before.schedule),
    maxUses: input.max_uses === undefined ? before.maxUses : input.max_uses,
    maxUsesPerCustomer:
      input.max_uses_per_customer === undefined ? before.maxUsesPerCustomer : input.max_uses_per_customer,
    metadata: mergeMetadata(before.metadata, input.metadata),
    description: before.description,
  }
}

/** A method that is kept has to fit a class that is changed. */
const changedMethod = (
  before: Promotion,
  input: UpdatePromotionBody,
  discountClass: Promotion['discountClass'],
) => {
  if (input.application_method)
    return newMethod(input.application_method, discountClass, 'application_method')
  if (discountClass !== before.discountClass)
    newMethod(methodInputOf(before.method), discountClass, 'application_method')
  return before.method
}

const eligibilityOf = (rules: unknown): Promotion['eligibility'] =>
  rules === undefined ? [] : checkedRules(rules, 'order', 'eligibility_rules')

const combinesWithOf = (input: CreatePromotionBody['combines_with']): Promotion['combinesWith'] => ({
  order: input?.order ?? false,
  line_item: input?.line_item ?? false,
  service_charge: input?.service_charge ?? false,
})

const exclusivityOf = (input: CreatePromotionBody['exclusivity']): Promotion['exclusivity'] =>
  input ? { group: input.group, selection: input.selection, priority: input.priority ?? 0 } : null

const unscheduled: Promotion['schedule'] = { startsAt: null, endsAt: null, timezone: 'UTC' }

const scheduleOf = (
  input: CreatePromotionBody['schedule'],
  before: Promotion['schedule'],
): Promotion['schedule'] => {
  if (!input) return before
  const startsAt = input.starts_at === undefined ? before.startsAt : instantOf(input.starts_at)
  const endsAt = input.ends_at === undefined ? before.endsAt : instantOf(input.ends_at)
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt)
    throw refuse(promotionErrors.INVALID_RANGE, { param: 'schedule.ends_at' })
  return { startsAt, endsAt, timezone: checkTimeZone(input.timezone ?? before.timezone, 'schedule.timezone') }
}

/** In UTC with milliseconds, so that instants compare as text. */
export const instantOf = (text: string | null | undefined): string | null => (text ? plusMs(text, 0) : null)

export const newPromotion = (ctx: Context, terms: PromotionTerms, isCoupon = false): Promotion => {
  const promotionId = ctx.ids.newId('promo')
  return {
    environmentId: ctx.environmentId,
    promotionId,
    couponId: isCoupon ? couponIdOf(promotionId) : null,
    version: 1,
    archivedAt: null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    ...terms,
  }
}
