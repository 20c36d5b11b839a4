import { timingSafeEqual } from 'node:crypto'
import { environments } from '../platform/auth/environments.ts'
import type { CheckoutAuthenticator } from '../platform/auth/credentials.ts'
import { allScopes } from '../platform/auth/scopes.ts'
import type { Services } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { Secrets } from '../platform/secrets/secrets.ts'
import { findSessionOrder } from './queries.ts'

const secretPattern = /^ckat_([0-9A-HJKMNP-TV-Z]{26})([A-Za-z0-9_-]{43})$/
const environmentPrefix = 'menv_'

const digestOf = (secrets: Secrets, environmentId: string, checkoutSessionId: string): Buffer =>
  secrets.digest('checkout', `${environmentId} ${checkoutSessionId}`)

/**
 * A session's secret: derived, so that nothing that is stored can open a checkout, and naming its environment, so
 * that nobody has to look for the session in all of them.
 */
export const checkoutSecret = (secrets: Secrets, environmentId: string, checkoutSessionId: string): string =>
  `ckat_${environmentId.slice(environmentPrefix.length)}${digestOf(secrets, environmentId, checkoutSessionId).toString('base64url')}`

/**
 * Recognises the buyer of one session by its id and secret. A session that has ended still may be read: the page
 * shows how it ended. What it may no longer do is refused where orders change; see `follow-order-changes.ts`.
 */
export const checkoutAuthenticator = (services: Services): CheckoutAuthenticator => {
  const known = environments(services)
  const scopes: ReadonlySet<string> = new Set(allScopes)
  return async (checkoutSessionId, secret) => {
    const parts = secretPattern.exec(secret)
    if (!parts) throw refuse(httpErrors.INVALID_CHECKOUT_SESSION)
    const environmentId = `${environmentPrefix}${parts[1]!}`
    const sent = Buffer.from(parts[2]!, 'base64url')
    if (!timingSafeEqual(sent, digestOf(services.secrets, environmentId, checkoutSessionId)))
      throw refuse(httpErrors.INVALID_CHECKOUT_SESSION)
    const [environment, session] = await Promise.all([
      known.find(environmentId),
      services.db.run(findSessionOrder(environmentId, checkoutSessionId)),
    ])
    if (!environment || !session) throw refuse(httpErrors.INVALID_CHECKOUT_SESSION)
    return {
      environment,
      caller: { kind: 'checkout_session', checkoutSessionId, orderId: session.orderId },
      scopes,
    }
  }
}
