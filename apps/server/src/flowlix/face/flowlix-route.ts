import type { TSchema } from 'typebox'
import type { Context } from '../../platform/context.ts'
import type { Profile } from '../flowlix-payment.ts'
import type { FlowlixErrorCode } from './errors.ts'

export type FlowlixCall<B = any> = {
  ctx: Context
  /** In which of the three forms is answered. */
  profile: Profile
  params: Record<string, string>
  query: Record<string, string>
  body: B
}

/** `body` is the whole JSON text. Headers are sent once and not kept: a replay has none of them. */
export type FlowlixAnswer = { status: number; body: string; headers?: Record<string, string> }

/**
 * One operation of the second public API, declared once: from this come its validation, its rights, its idempotency and its
 * part of the OpenAPI document. Source: contract, flowlix 3.
 */
export type FlowlixRoute<B = any, R = any> = {
  method: 'GET' | 'POST'
  /** With the parameters in braces: `/v1/payments/{payment_id}`. */
  path: string
  operationId: string
  summary: string
  description?: string
  /** The forms that have it; in the others the path is unknown. */
  profiles: readonly Profile[]
  scope: 'payments.read' | 'payments.write' | 'refunds.write'
  /** Its body holds a card's number: nothing keeps the body beyond the call. */
  takesCardDetails?: true
  /** Its answer shows a secret, such as a page's credential: it is kept encrypted. */
  isSensitive?: true
  /** What is not part of it is ignored. Without it a body is not looked at. */
  body?: (profile: Profile) => TSchema
  /** Values are text; the check turns none into numbers. */
  query?: (profile: Profile) => TSchema
  status: 200 | 201
  data: (profile: Profile) => TSchema
  errors: readonly FlowlixErrorCode[]
  run: (call: FlowlixCall<B>) => Promise<R>
  show: (result: R, call: FlowlixCall<B>) => FlowlixAnswer
}

export const defineFlowlixRoute = <B, R>(route: FlowlixRoute<B, R>): FlowlixRoute<B, R> => route
