import type { SendRequest } from '../api-request.ts'
import type { SessionAccess } from '../session-access.ts'
import type { SessionStatus } from '../api-shapes.ts'
import type { Launch, LinkSnapshot, ResolveBody } from './link-shapes.ts'

/** The calls a link's page makes. Each throws ApiRefusal or NoAnswer. */
export interface LinkApi {
  getSnapshot(): Promise<{ snapshot: LinkSnapshot; isTestMode: boolean | null }>
  resolve(body: ResolveBody, idempotencyKey: string): Promise<Launch>
  /** How the checkout stands that this tab went on to before. */
  getSessionStatus(launch: Launch): Promise<SessionStatus>
}

interface LaunchAnswer {
  readonly url?: string | null
  readonly checkout_session_id?: string
  readonly checkout_session?: { readonly checkout_session_id: string; readonly url?: string | null }
  readonly checkout_access?: { readonly checkout_auth_token: string }
}

/** The session's fields stand at the top of the answer, or by themselves. Source: contract, flint-commerce 8.1. */
const launchOf = (data: unknown): Launch => {
  const answer = data as LaunchAnswer
  const sessionId = answer.checkout_session?.checkout_session_id ?? answer.checkout_session_id ?? ''
  const url = answer.url ?? answer.checkout_session?.url ?? null
  const secret = answer.checkout_access?.checkout_auth_token ?? fragmentOf(url)
  return { sessionId, secret, url: url ?? `/checkout/${sessionId}#${encodeURIComponent(secret)}` }
}

const fragmentOf = (url: string | null): string =>
  decodeURIComponent(url === null ? '' : (url.split('#')[1] ?? ''))

/**
 * @param environment The copy of a sandbox that is meant, where the address names one.
 * @param sendAs      Sends as the buyer of a checkout session, or as anybody.
 */
export const createLinkApi = (
  linkId: string,
  environment: string | null,
  sendAs: (access: SessionAccess | null) => SendRequest,
): LinkApi => {
  const path = `/v1/payment-links/${encodeURIComponent(linkId)}`
  const query = environment === null ? '' : `?environment=${encodeURIComponent(environment)}`
  const send = sendAs(null)
  return {
    async getSnapshot() {
      const { data, isTestMode } = await send({ method: 'GET', path: `${path}/public${query}` })
      return { snapshot: data as LinkSnapshot, isTestMode }
    },
    async resolve(body, idempotencyKey) {
      const { data } = await send({ method: 'POST', path: `${path}/resolve${query}`, body, idempotencyKey })
      return launchOf(data)
    },
    async getSessionStatus(launch) {
      const { data } = await sendAs(launch)({
        method: 'GET',
        path: `/v1/checkout-sessions/${encodeURIComponent(launch.sessionId)}`,
      })
      return (data as { readonly status: SessionStatus }).status
    },
  }
}
