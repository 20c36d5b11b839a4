import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config/config.ts'
import type { Logger } from '../log/logger.ts'
import { httpErrors, refuse } from './errors.ts'

/*
 * Live mode's secrets travel encrypted, or not at all. They come over TLS to this server, or to a proxy that it trusts, or
 * from this machine to a server that only this machine reaches, as on a developer's laptop.
 */

type Coming = Pick<FastifyRequest, 'protocol' | 'headers' | 'socket'>

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address)

/** Somebody stands between who is not trusted: what they saw may have travelled in the open. */
const isForwarded = ({ headers }: Coming): boolean =>
  'x-forwarded-for' in headers || 'x-forwarded-proto' in headers || 'forwarded' in headers

/** Whether nobody but the caller, this server and its trusted proxies could read the call. */
export const isPrivate = (config: Pick<Config, 'isLocal'>, request: Coming): boolean =>
  request.protocol === 'https' ||
  (config.isLocal && isLoopback(request.socket?.remoteAddress) && !isForwarded(request))

/** @throws HTTPS_REQUIRED */
export const expectPrivate = (config: Pick<Config, 'isLocal'>, request: Coming): void => {
  if (!isPrivate(config, request)) throw refuse(httpErrors.HTTPS_REQUIRED)
}

const livePattern = /\b(?:flint_(?:live|onb)|(?:fl|api)_live_sk)_/
const cookiePattern = /(^|;\s*)flint_dashboard=/

/**
 * Whether a call carries what opens live mode, as far as that can be seen without looking anything up: a live key, a person's
 * session. Of a buyer's credential it is known once its environment is.
 */
export const carriesLiveSecret = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  livePattern.test(headers.authorization ?? '') ||
  livePattern.test(String(headers['x-api-key'] ?? '')) ||
  cookiePattern.test(headers.cookie ?? '')

/** How Fastify is told whom to believe. A count trusts whoever connects: only proxies may be able to. */
export const trustProxyOption = ({
  trustProxy,
}: Pick<Config, 'trustProxy'>): false | string[] | ((address: string, hop: number) => boolean) => {
  if (trustProxy === null) return false
  return typeof trustProxy === 'number' ? (_address, hop) => hop < trustProxy : [...trustProxy]
}

const strict = 'max-age=31536000'

/** Browsers that came over https once come no other way for a year. Not on localhost: other programs there speak plain HTTP. */
export const keepOnHttps = (app: FastifyInstance, { tls, trustProxy }: Config): void => {
  if (tls === null && trustProxy === null) return
  app.addHook('onRequest', async (request, reply) => {
    if (request.protocol === 'https' && !/^localhost(:|$)/.test(request.host))
      reply.header('Strict-Transport-Security', strict)
  })
}

/** Said at a start that serves others: links to live checkouts would lead buyers to a page that refuses them. */
export const warnOfPlainHttp = (
  config: Pick<Config, 'isLocal' | 'publicUrl' | 'tls' | 'trustProxy'>,
  log: Logger,
): void => {
  if (config.isLocal) return
  if (!config.publicUrl.startsWith('https:'))
    log.warn('Live mode needs https: FLINT_PUBLIC_URL is no https address', { public_url: config.publicUrl })
  if (config.tls === null && config.trustProxy === null)
    log.warn(
      'Live mode refuses every call: this server has no certificate (FLINT_TLS_CERT_FILE, FLINT_TLS_KEY_FILE) and trusts no proxy (FLINT_TRUST_PROXY)',
    )
}
