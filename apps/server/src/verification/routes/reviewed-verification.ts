import { Type } from 'typebox'
import type { Context } from '../../platform/context.ts'
import { answer } from '../../platform/http/answer.ts'
import type { Reviewed } from '../decide-verification.ts'
import { Decision, Verification } from '../schemas.ts'
import { toDecision, toVerification } from '../to-verification.ts'

/** What the routes of those who decide answer. */
export const ReviewedVerification = Type.Object({
  verification: Verification,
  decisions: Type.Array(Decision, { description: 'The newest first.' }),
})

export const showReviewed = ({ standing, decisions }: Reviewed, ctx: Context) =>
  answer(200, {
    verification: toVerification(standing, ctx.config.verifier),
    decisions: decisions.map(toDecision),
  })
