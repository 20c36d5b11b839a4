import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Config } from '../platform/config/config.ts'
import { isPrivate } from '../platform/http/https.ts'
import { pageHeaders } from './page-headers.ts'
import { processorSources, walletPermission, withProcessor } from './processor-policy.ts'
import { serveAssets } from './serve-assets.ts'

/** The page asks this server for everything, and frames the challenge page. Pictures of goods stay where their seller has them. */
const ownSources = {
  'connect-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data: https: http://localhost:* http://127.0.0.1:*",
  'frame-src': "'self'",
}
const headers = pageHeaders('none', ownSources)

/** In live mode the processor's form takes the card: the page may load it, and nothing else that is not ours. */
const liveHeaders = ({ stripe }: Config): Record<string, string> => {
  if (!stripe) return headers
  const sources = processorSources(stripe.scriptUrl)
  return {
    ...pageHeaders('none', { ...ownSources, ...withProcessor(sources) }),
    ...walletPermission(sources),
  }
}

/**
 * Serves the hosted checkout page: one shell for all sessions, which holds no data, and the files it names. Who may
 * see what is decided by the API, from the secret in the address's fragment, which never comes here. Live sessions have
 * an address of their own, by which this server knows what to allow the page without knowing the session.
 *
 * @param directory Where `buildCheckout` has put `index.html` and `assets/`. Asset names carry their content's hash.
 */
export const serveCheckoutPage = async (
  app: FastifyInstance,
  directory: string,
  config: Config,
): Promise<void> => {
  const shell = await readFile(join(directory, 'index.html'))
  // A shell that was kept for long would name files that a newer build no longer has.
  const send = (reply: FastifyReply, sent: Record<string, string>) =>
    reply.headers(sent).header('Cache-Control', 'no-cache').send(shell)
  const method = ['GET', 'HEAD']
  app.route({
    method,
    url: '/checkout/:checkout_session_id',
    handler: (_request, reply) => send(reply, headers),
  })
  const live = liveHeaders(config)
  app.route({
    method,
    url: '/checkout/live/:checkout_session_id',
    handler: (request, reply) => (isPrivate(config, request) ? send(reply, live) : refuseInTheOpen(reply)),
  })
  app.route({ method, url: '/hpp/:payment_id', handler: (_request, reply) => send(reply, headers) })
  app.route({
    method,
    url: '/hpp/live/:payment_id',
    handler: (request, reply) => (isPrivate(config, request) ? send(reply, live) : refuseInTheOpen(reply)),
  })
  // What a link offers is public, and its page takes no card: that is asked for on the checkout session's own page.
  app.route({ method, url: '/l/:payment_link_id', handler: (_request, reply) => send(reply, headers) })
  app.route({
    method,
    url: '/l/live/:payment_link_id',
    handler: (request, reply) => (isPrivate(config, request) ? send(reply, headers) : refuseInTheOpen(reply)),
  })
  await serveAssets(app, directory, '/checkout-assets/')
}

const refuseInTheOpen = (reply: FastifyReply) =>
  reply
    .code(403)
    .header('Content-Type', 'text/plain; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .send('Payments are taken over https only. Ask the seller for a link that begins with https.\n')
