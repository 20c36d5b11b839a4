import type { FastifyReply, FastifyRequest } from 'fastify'
import { type KeptBody, keptRequestBody, unreadableBody } from '../log/kept-body.ts'
import { type CallRecord, callOf } from './begin-call.ts'
import type { HttpServices } from './server.ts'
import { type ApiVersion, isApiVersion } from './versions.ts'

/** What became of a call, beside what request and reply know. */
export type CallOutcome = {
  /** The text that was sent; null for a stream. */
  body: string | null
  errorCode: string | null
  /** A replay is served in the version of the stored answer. */
  servedVersion?: ApiVersion
}

/** Hands an answered call to the log. Costs a dozen references: everything else happens when the log is written. */
export const logCall = (
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  { body, errorCode, servedVersion }: CallOutcome,
): void => {
  const call = callOf(request)
  const ctx = call?.ctx
  if (!ctx?.environmentId) return
  const versionHeader = request.headers['flint-version']
  services.requestLog.add({
    apiRequestLogId: call!.apiRequestLogId,
    environmentId: ctx.environmentId,
    apiKeyId: ctx.caller.kind === 'api_key' ? ctx.caller.apiKeyId : null,
    userId: ctx.caller.kind === 'user' || ctx.caller.kind === 'onboarding' ? ctx.caller.userId : null,
    requestId: request.id,
    route: call!.route,
    params: (request.params ?? {}) as Record<string, string>,
    url: request.originalUrl,
    headers: request.headers,
    requestBody: heldBody(call!, reply.statusCode),
    responseBody: call!.route.isPrivate && reply.statusCode < 400 ? null : body,
    responseContentType: (reply.getHeader('content-type') as string | undefined) ?? null,
    idempotencyKey: ctx.idempotency?.key ?? null,
    statusCode: reply.statusCode,
    latencyMs: performance.now() - call!.startedAtMs,
    errorCode,
    requestedVersion:
      versionHeader === undefined ? ctx.version : isApiVersion(String(versionHeader)) ? ctx.version : null,
    requestedVersionSource: ctx.versionSource,
    servedVersion: servedVersion ?? ctx.version,
    createdAt: ctx.now,
  })
}

/**
 * A body that may hold card details is redacted before its call ends, for they live no longer than that: where they are taken,
 * and where they were refused.
 */
const heldBody = ({ route, requestBody }: CallRecord, statusCode: number): Buffer | KeptBody | null => {
  const isRefused = statusCode >= 400
  if (route.isPrivate) return requestBody && unreadableBody
  return Buffer.isBuffer(requestBody) && (route.takesCardDetails || isRefused)
    ? keptRequestBody(requestBody, isRefused)
    : requestBody
}
