import type { Static, TSchema } from 'typebox'
import type { Context, Environment, Services } from '../context.ts'
import type { Answer, ShownAnswer } from './answer.ts'
import type { ErrorDefinition } from './errors.ts'
import type { AnswerChange } from './shape-changes.ts'
import type { RouteStream } from './stream.ts'

/**
 * Who may call: a merchant's key, a buyer's checkout session, or anyone; who sets up an account by API; a person in the
 * dashboard, or one of those who review accounts. What a merchant's key may call, a person may who acts for the merchant,
 * as far as their role goes.
 */
export type RouteCaller = 'merchant' | 'checkout' | 'public' | 'onboarding' | 'user' | 'operator'

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
  /** The body of a route that takes a stream; empty elsewhere. */
  bytes: AsyncIterable<Buffer>
  /** Where the call comes from, as far as the proxies that are trusted say. */
  callerAddress: string
  /** Aborted when nobody reads the streamed answer any more, or the server closes. */
  signal: AbortSignal
  /** What a reader of an event stream has seen last, by its header `Last-Event-ID`. */
  lastEventId: string | null
  /** Of the body, by the header that the route's `stream.signedBy` names. */
  signature: string | null
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
  /** The scope a merchant's key or a person needs; a `.write` scope also serves its `.read`. */
  scope?: string
  idempotency: IdempotencyRule
  /** It moves money or reaches a processor outside. */
  asksProcessor?: true
  /** A budget of its own that each call counts against, beside those of its key and merchant. */
  ownLimit?: 'feedback-intake'
  /** What is tried against one e-mail address or one code: counted by this field of the body, and by where it comes from. */
  guards?: { field: string; by: 'set-up' | 'sign-in' }
  /** The answer shows a secret once: it is stored encrypted. */
  isSensitive?: boolean
  /** Takes or gives what opens live mode, such as a password: over plain HTTP it is refused before it is read. */
  needsHttps?: true
  /** A person must say which environment is meant, as where a merchant's key could call. */
  needsEnvironment?: true
  /**
   * A public route about something of a merchant's: whose it is. The call is made there, by nobody, whatever credential comes
   * along; null when there is no such thing.
   */
  environmentOf?: (
    services: Services,
    params: Record<string, string>,
    query: Record<string, unknown>,
  ) => Promise<Environment | null>
  /** Its body holds a card's or bank account's number: nothing keeps the body beyond the call. */
  takesCardDetails?: true
  /** People and bank accounts are described in it and in its answer: the request log keeps neither. */
  isPrivate?: true
  /** For the few that take more than a mebibyte. */
  bodyLimitBytes?: number
  /** What a card number elsewhere in the body is refused with, where the contract has a code of its own for it. */
  cardNumberError?: ErrorDefinition
  /** Not in the contract: marked as a Flint extension in the docs. */
  isExtension?: boolean
  params?: P
  query?: Q
  body?: B
  /** A POST that may come without a body, such as close. */
  isBodyOptional?: boolean
  /** Sends or takes something else than one JSON text. Nothing of it is kept: idempotency is `none`. */
  stream?: RouteStream
  status: 200 | 201
  /** The shape of `data`; of the text, where the answer is a stream. */
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
  /** Says what came of it in the contract's words, as the newest version has them. */
  show: (result: R, ctx: Context) => ShownAnswer | Answer
  /** How older versions answered here, beyond what the schemas' own changes say. */
  changes?: readonly AnswerChange[]
}

export const defineRoute = <P extends TSchema, Q extends TSchema, B extends TSchema, R>(
  route: Route<P, Q, B, R>,
): Route<P, Q, B, R> => route
