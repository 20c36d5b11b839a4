import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { promotionErrors } from './errors.ts'
import type { CreatePromotionCodeBody } from './input-schemas.ts'
import { instantOf } from './new-promotion.ts'
import { type PromotionCode, codeKeyOf } from './promotion.ts'

const maxCodeLength = 100
const printable = /^[^\s\p{C}]+$/u

/** @throws CODE_TOO_LONG, INVALID_CODE */
export const newCode = (
  ctx: Context,
  promotionId: string,
  input: CreatePromotionCodeBody,
  param: string,
): PromotionCode => {
  if (input.code.length > maxCodeLength)
    throw refuse(promotionErrors.CODE_TOO_LONG, { param, extra: { limit: maxCodeLength } })
  if (!printable.test(input.code)) throw refuse(promotionErrors.INVALID_CODE, { param })
  return {
    environmentId: ctx.environmentId,
    promotionCodeId: ctx.ids.newId('pcode'),
    promotionId,
    code: input.code,
    isActive: input.status !== 'inactive',
    expiresAt: instantOf(input.expires_at),
    maxUses: input.max_uses ?? null,
    version: 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
}

export const newCodes = (
  ctx: Context,
  promotionId: string,
  inputs: readonly CreatePromotionCodeBody[],
): PromotionCode[] => {
  const keys = new Set<string>()
  return inputs.map((input, index) => {
    const code = newCode(ctx, promotionId, input, `codes[${index}].code`)
    const key = codeKeyOf(code.code)
    if (keys.has(key)) throw refuse(promotionErrors.DUPLICATE_CODE, { param: `codes[${index}].code` })
    keys.add(key)
    return code
  })
}
