import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { type AccountDocument } from './account.ts'
import { changeAccount } from './change-account.ts'
import { readDocument } from './document-content.ts'
import { verificationErrors } from './errors.ts'
import { given } from './give.ts'
import { addDocument as insertDocument } from './queries.ts'
import { expectLiveMode, expectOwnMerchant } from './reach-account.ts'
import { settingOf } from './reviewers/registered.ts'
import type { AddDocumentBody } from './schemas.ts'
import type { Standing } from './standing.ts'

const mostDocuments = 50

/** Keeps one file for the reviewer, sealed. Refuses RESOURCE_LIMIT_EXCEEDED after 50. */
export const addDocument = async (
  ctx: Context,
  merchantId: string,
  { kind, file_name: fileName, content }: AddDocumentBody,
): Promise<Standing> => {
  expectOwnMerchant(ctx, merchantId)
  expectLiveMode(ctx)
  if (settingOf(ctx).isCollectedByProvider)
    throw refuse(verificationErrors.ONBOARDING_PROFILE_PROVIDER_MANAGED)
  const { bytes, contentType } = readDocument(content)
  const documentId = ctx.ids.newId('mdoc')
  const sealed = ctx.secrets.seal(bytes.toString('base64'))
  return changeAccount(ctx, merchantId, ({ account, now }) => {
    if (account.documents.length >= mostDocuments)
      throw refuse(httpErrors.RESOURCE_LIMIT_EXCEEDED, { param: 'kind', extra: { limit: mostDocuments } })
    const document: AccountDocument = {
      documentId,
      kind,
      fileName,
      contentType,
      sizeBytes: bytes.length,
      uploadedAt: now,
    }
    const after = { ...account, documents: [...account.documents, document] }
    return {
      account: given(account, after, [kind], now),
      writes: [insertDocument(merchantId, documentId, sealed, now)],
    }
  })
}
