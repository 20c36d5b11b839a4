import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { id } from '../../platform/http/schema.ts'
import { getDocument } from '../decide-verification.ts'

export const getOperatorVerificationDocumentRoute = defineRoute({
  method: 'GET',
  path: '/v1/operator/verifications/{merchant_id}/documents/{document_id}',
  operationId: 'getOperatorVerificationDocument',
  tag: 'Operator',
  summary: 'Look at a document',
  callers: ['operator'],
  idempotency: 'none',
  isExtension: true,
  isPrivate: true,
  params: Type.Object({
    merchant_id: id('mer', 'The merchant'),
    document_id: id('mdoc', 'The document'),
  }),
  status: 200,
  data: Type.Object({
    document_id: Type.String(),
    file_name: Type.String(),
    content_type: Type.String(),
    content: Type.String({ description: 'In base64.' }),
  }),
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => getDocument(ctx, params.merchant_id, params.document_id),
  show: ({ document, content }) =>
    answer(200, {
      document_id: document.documentId,
      file_name: document.fileName,
      content_type: document.contentType,
      content,
    }),
})
