import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { findMerchant } from '../merchants/queries.ts'
import { changeAccount, getStanding, liveContextOf } from './change-account.ts'
import { type Decision, decided } from './decide.ts'
import { addDecision, findDecisions, findDocument } from './queries.ts'
import { settingOf } from './reviewers/registered.ts'
import type { DecisionBody } from './schemas.ts'
import type { Standing } from './standing.ts'
import { callerName } from './submit-details.ts'

/** An account as those see it who decide: with what was decided before, the newest first. */
export type Reviewed = { standing: Standing; decisions: readonly Decision[] }

export const getReviewed = async (ctx: Context, merchantId: string): Promise<Reviewed> => {
  await expectMerchant(ctx, merchantId)
  const [standing, decisions] = await Promise.all([
    getStanding(ctx, merchantId),
    ctx.db.run(findDecisions(merchantId)),
  ])
  return { standing, decisions }
}

/** A person's decision, kept with its reason. Refuses as `decide.ts` says. */
export const decideVerification = async (
  ctx: Context,
  merchantId: string,
  input: DecisionBody,
): Promise<Reviewed> => {
  await expectMerchant(ctx, merchantId)
  checkInput(input, ctx.systemClock.now())
  const decision: Decision = {
    decisionId: ctx.ids.newId('mdec'),
    decision: input.decision,
    decidedBy: callerName(ctx),
    message: input.message ?? null,
    fields: input.fields ?? [],
    createdAt: ctx.systemClock.now(),
  }
  const deadlineAt = input.deadline_at ? new Date(input.deadline_at).toISOString() : null
  // Whoever decides has no environment of their own, or one of another merchant.
  const live = { ...(await liveContextOf(ctx, merchantId)), caller: ctx.caller, idempotency: null }
  await changeAccount(live, merchantId, ({ account, now }) => {
    expectVersion(account.version - 1, input.expected_version)
    const after = decided(account, { ...decision, deadlineAt }, settingOf(ctx), now)
    // What a merchant changed after somebody looked is not approved with the rest.
    if (input.decision === 'approve' && input.expected_version === undefined)
      throw refuse(httpErrors.FIELD_REQUIRED, {
        param: 'expected_version',
        message: '"expected_version" is required to approve: the version of the account that was looked at.',
      })
    return {
      account: after,
      writes: [addDecision(merchantId, decision)],
    }
  })
  return getReviewed(ctx, merchantId)
}

/** The bytes of a document, for who decides. */
export const getDocument = async (ctx: Context, merchantId: string, documentId: string) => {
  const { standing } = await getReviewed(ctx, merchantId)
  const document = standing.account.documents.find((each) => each.documentId === documentId)
  const sealed = document && (await ctx.db.run(findDocument(merchantId, documentId)))
  if (!document || !sealed) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'document_id' })
  return { document, content: ctx.secrets.unseal(sealed) }
}

const expectMerchant = async (ctx: Context, merchantId: string): Promise<void> => {
  if (!(await ctx.db.run(findMerchant(merchantId))))
    throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'merchant_id' })
}

const checkInput = ({ decision, fields, deadline_at: deadline }: DecisionBody, now: string): void => {
  const isAsking = decision === 'request_more'
  if (isAsking && !fields) throw refuse(httpErrors.FIELD_REQUIRED, { param: 'fields' })
  const [param] = [!isAsking && fields && 'fields', !isAsking && deadline && 'deadline_at'].filter(Boolean)
  if (param)
    throw refuse(httpErrors.INVALID_REQUEST, { param, message: `"${param}" belongs to request_more.` })
  if (deadline && Date.parse(deadline) <= Date.parse(now))
    throw refuse(httpErrors.INVALID_TIMESTAMP, {
      param: 'deadline_at',
      message: '"deadline_at" must be in the future.',
    })
}
