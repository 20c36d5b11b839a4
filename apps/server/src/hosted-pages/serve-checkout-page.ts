import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { pageHeaders } from './page-headers.ts'

/** The page asks this server for everything, and frames the challenge page. Pictures of goods stay where their seller has them. */
const headers = pageHeaders('none', {
  'connect-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data: https: http://localhost:* http://127.0.0.1:*",
  'frame-src': "'self'",
})

/**
 * Serves the hosted checkout page: one shell for all sessions, which holds no data, and the files it names. Who may
 * see what is decided by the API, from the secret in the address's fragment, which never comes here.
 *
 * @param directory Where `buildCheckout` has put `index.html` and `assets/`. Asset names carry their content's hash.
 */
export const serveCheckoutPage = async (app: FastifyInstance, directory: string): Promise<void> => {
  const shell = await readFile(join(directory, 'index.html'))
  app.route({
    method: ['GET', 'HEAD'],
    url: '/checkout/:checkout_session_id',
    // A shell that was kept for long would name files that a newer build no longer has.
    handler: (_request, reply) => reply.headers(headers).header('Cache-Control', 'no-cache').send(shell),
  })
  await app.register(fastifyStatic, {
    root: join(directory, 'assets'),
    prefix: '/checkout-assets/assets/',
    index: false,
    decorateReply: false,
    preCompressed: true,
    immutable: true,
    maxAge: '1y',
    setHeaders: (reply) => void reply.header('X-Content-Type-Options', 'nosniff'),
  })
}
