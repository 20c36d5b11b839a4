import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/**
 * Serves the files that a built page's shell names. Their names carry their content's hash, so they never change.
 *
 * @param directory Where the build has put `assets/`.
 * @param base      The build's own address, with a slash at both ends: `/checkout-assets/`.
 */
export const serveAssets = async (app: FastifyInstance, directory: string, base: string): Promise<void> => {
  await app.register(fastifyStatic, {
    root: join(directory, 'assets'),
    prefix: `${base}assets/`,
    index: false,
    decorateReply: false,
    preCompressed: true,
    immutable: true,
    maxAge: '1y',
    setHeaders: (reply) => void reply.header('X-Content-Type-Options', 'nosniff'),
  })
}
