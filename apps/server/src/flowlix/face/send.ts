import type { FastifyReply, FastifyRequest } from 'fastify'
import { callOf } from '../../platform/http/begin-call.ts'
import { showFaults } from '../../platform/http/call-faults.ts'
import { logCall } from '../../platform/http/log-call.ts'
import type { HttpServices } from '../../platform/http/server.ts'
import { flowlixRecordOf } from './begin-flowlix-call.ts'
import { flowlixErrors } from './errors.ts'
import type { FlowlixAnswer } from './flowlix-route.ts'
import { errorText } from './show-error.ts'
import { problemOf } from './translate.ts'

/** Every answer of this API, whole or refused, goes through here. Source: contract, flowlix 1.3 and Q20. */
export const sendFlowlixAnswer = (
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, body, headers = {} }: FlowlixAnswer,
): FastifyReply => {
  const ctx = flowlixRecordOf(request)?.ctx
  if (ctx) showFaults(reply, ctx)
  reply
    .code(status)
    .headers(headers)
    .header('Flowlix-Request-Id', request.id)
    .header('Request-Id', request.id)
    .header('Content-Type', 'application/json; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .send(body)
  logCall(services, request, reply, { body, errorCode: errorCodeIn(status, body) })
  return reply
}

/** The one place that turns anything thrown into an answer of this API. */
export const sendFlowlixFailure = (
  services: HttpServices,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const record = flowlixRecordOf(request)
  const profile = record?.profile ?? 'a'
  const problem = problemOf(error)
  if (problem.code === 'internal_error')
    services.log.error('A request failed', {
      error,
      request_id: request.id,
      route: callOf(request)?.route.operationId,
    })
  return sendFlowlixAnswer(services, request, reply, {
    status: flowlixErrors[problem.code].status[profile],
    body: errorText(problem, {
      profile,
      requestId: request.id,
      errorPage: services.config.flowlix.errorPage,
    }),
    headers: problem.headers ?? {},
  })
}

const errorCodeIn = (status: number, body: string): string | null =>
  status >= 400 ? (/"code":"(\w+)"/.exec(body)?.[1] ?? null) : null
