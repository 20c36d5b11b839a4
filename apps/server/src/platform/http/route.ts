import type { Static, TSchema } from 'typebox'
import type { Context } from '../context.ts'
import type { Answer } from './answer.ts'
import type { ErrorDefinition } from './errors.ts'

/** Who may call: a merchant's key, a buyer's checkout session, or anyone. */
export type RouteCaller = 'merchant' | 'checkout' | 'public'

/**
 * optional: the header is taken. required: missing is refused. conditional: the verb asks for it in some cases.
 * none: reads, and the few writes that keep nothing. Source: contract, flint-commerce 3, column K.
 */
export type IdempotencyRule = 'optional' | 'required' | 'conditional' | 'none'

export type Call<P extends TSchema, Q extends TSchema, B extends TSchema> = {
  ctx: Context
  params: Static<P>
  query: Static<Q>
  body: Static<B>
}

/** One operation, declared once: from this come validation, authorisation, idempotency and the OpenAPI document. */
export type Route<P extends TSchema = any, Q extends TSchema = any, B extends TSchema = any, R = any> = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** With the parameters in braces: `/v1/orders/{order_id}`. */
  path: string
  operationId: string
  tag: string
  summary: string
  description?: string
  callers: readonly RouteCaller[]
  /** The scope a merchant's key needs; a `.write` scope also serves its `.read`. */
  scope?: string
  idempotency: IdempotencyRule
  /** The answer shows a secret once: it is stored encrypted. */
  isSensitive?: boolean
  /** Not in the contract: marked as a Flint extension in the docs. */
  isExtension?: boolean
  params?: P
  query?: Q
  body?: B
  /** A POST that may come without a body, such as close. */
  isBodyOptional?: boolean
  status: 200 | 201
  /** The shape of `data`. */
  data: TSchema
  /** The body is `data` itself, without the envelope. */
  isBare?: boolean
  /** Lists have `next_page_token` beside `data`. */
  isList?: boolean
  /** Further fields beside `data`. */
  beside?: Record<string, TSchema>
  errors: readonly ErrorDefinition[]
  /** Does it. */
  run: (call: Call<P, Q, B>) => Promise<R>
  /** Says what came of it in the contract's words. */
  show: (result: R, ctx: Context) => Answer
}

export const defineRoute = <P extends TSchema, Q extends TSchema, B extends TSchema, R>(
  route: Route<P, Q, B, R>,
): Route<P, Q, B, R> => route
