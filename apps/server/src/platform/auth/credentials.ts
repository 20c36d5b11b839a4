import type { FastifyRequest } from 'fastify'
import type { Caller, Environment } from '../context.ts'
import { httpErrors, refuse } from '../http/errors.ts'
import { allScopes } from './scopes.ts'
import type { ApiKeys } from './api-keys.ts'

export type Credential = { environment: Environment; caller: Caller; scopes: ReadonlySet<string> }

/** Given by the checkout-sessions capability: the platform knows only the two headers. */
export type CheckoutAuthenticator = (sessionId: string, secret: string) => Promise<Credential>

const buyerScopes: ReadonlySet<string> = new Set(allScopes)

/** Source: contract, flint-platform 3.1 and 3.2. */
export const readCredential = async (
  request: FastifyRequest,
  apiKeys: ApiKeys,
  checkout: CheckoutAuthenticator,
): Promise<Credential | null> => {
  const authorization = request.headers.authorization
  const apiKey = single(request.headers['x-api-key'])
  if (authorization !== undefined && apiKey !== undefined) throw refuse(httpErrors.AMBIGUOUS_AUTH)
  const text = apiKey ?? (authorization === undefined ? undefined : bearerOf(authorization))
  if (text !== undefined) {
    const record = await apiKeys.authenticate(text)
    return {
      environment: record.environment,
      caller: { kind: 'api_key', apiKeyId: record.apiKeyId },
      scopes: record.scopes,
    }
  }
  const sessionId = single(request.headers['x-checkout-session-id'])
  const secret = single(request.headers['x-checkout-session-secret'])
  if (sessionId === undefined && secret === undefined) return null
  if (!sessionId || !secret) throw refuse(httpErrors.CHECKOUT_SESSION_AUTH_REQUIRED)
  const credential = await checkout(sessionId, secret)
  return { ...credential, scopes: buyerScopes }
}

const bearerOf = (header: string): string => {
  const match = /^Bearer +(\S+)$/i.exec(header)
  if (!match) throw refuse(httpErrors.INVALID_AUTHORIZATION_HEADER)
  return match[1]!
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header
