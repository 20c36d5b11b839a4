import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { pageHeaders } from './page-headers.ts'
import { serveAssets } from './serve-assets.ts'

/** The dashboard asks this server for everything. Pictures of goods stay where their seller has them. */
const headers = {
  ...pageHeaders('none', {
    'connect-src': "'self'",
    'font-src': "'self'",
    'img-src': "'self' data: https: http://localhost:* http://127.0.0.1:*",
  }),
  // A shell that was kept for long would name files that a newer build no longer has.
  'Cache-Control': 'no-cache',
}

/**
 * Serves the dashboard: one shell at every address below `/dashboard`, which holds no data, and the files it names. Who
 * may see what is decided by the API, from the person's session.
 *
 * @param directory Where `buildDashboard` has put `index.html` and `assets/`.
 */
export const serveDashboard = async (app: FastifyInstance, directory: string): Promise<void> => {
  const shell = await readFile(join(directory, 'index.html'))
  for (const url of ['/dashboard', '/dashboard/*'])
    app.route({
      method: ['GET', 'HEAD'],
      url,
      handler: (_request, reply) => reply.headers(headers).send(shell),
    })
  await serveAssets(app, directory, '/dashboard-assets/')
}
