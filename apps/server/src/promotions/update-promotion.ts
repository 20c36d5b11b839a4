import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { forgetAutomaticOffers } from './automatic-offers.ts'
import { deleteCodesOf } from './code-queries.ts'
import { promotionErrors } from './errors.ts'
import { refuseUnknownPromotion } from './get-promotion.ts'
import type { UpdatePromotionBody } from './input-schemas.ts'
import { changedTerms } from './new-promotion.ts'
import type { Promotion } from './promotion.ts'
import { findFacts, lockPromotion, noFacts, savePromotion } from './queries.ts'
import type { PromotionWithUses } from './to-promotion.ts'

/** Orders that have the promotion already keep the terms that they got. Source: contract, flint-commerce 15.1. */
export const updatePromotion = async (
  ctx: Context,
  promotionId: string,
  input: UpdatePromotionBody,
): Promise<PromotionWithUses> => {
  const { expected_version: expectedVersion, ...changes } = input
  if (Object.keys(changes).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return changePromotion(ctx, promotionId, expectedVersion, (before) => ({
    promotion: { ...before, ...changedTerms(before, changes) },
    writes: [],
  }))
}

/** For good: its codes go with it, and can be given to another promotion. */
export const archivePromotion = (
  ctx: Context,
  promotionId: string,
  expectedVersion: number | undefined,
): Promise<PromotionWithUses> =>
  changePromotion(ctx, promotionId, expectedVersion, (before) => ({
    promotion: { ...before, archivedAt: ctx.now },
    writes: [deleteCodesOf(ctx, promotionId)],
  }))

export type Change = { promotion: Promotion; writes: Statement<void>[] }

/** Changes the promotion under its lock, one version up. */
const changePromotion = async (
  ctx: Context,
  promotionId: string,
  expectedVersion: number | undefined,
  change: (before: Promotion) => Change,
): Promise<PromotionWithUses> => {
  const changed = await transact(
    ctx,
    { promotion: lockPromotion(ctx, promotionId), facts: findFacts(ctx, [promotionId]) },
    ({ promotion: before, facts }) => {
      if (!before) throw refuseUnknownPromotion()
      expectNotArchived(before)
      expectVersion(before.version, expectedVersion)
      const { promotion, writes } = change(before)
      const after = { ...promotion, version: before.version + 1, updatedAt: ctx.now }
      return {
        result: { promotion: after, ...(facts.get(promotionId) ?? noFacts) },
        writes: [savePromotion(after), ...writes],
      }
    },
  )
  forgetAutomaticOffers(ctx)
  return changed
}

export const expectNotArchived = ({ archivedAt }: Promotion) => {
  if (archivedAt !== null)
    throw refuse(promotionErrors.PROMOTION_CONFLICT, {
      param: 'promotion_id',
      message: 'The promotion is archived.',
      extra: { current_status: 'archived' },
    })
}
