import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../platform/clock/clock.ts'
import type { Services } from '../platform/context.ts'
import { databaseProbe } from '../platform/db/database-probe.ts'
import { defaultApiVersion } from '../platform/http/versions.ts'

const root = join(import.meta.dirname, '../../../..')

const readText = (path: string): string | null => {
  try {
    return readFileSync(join(root, path), 'utf8').trim()
  } catch {
    return null
  }
}

/** The commit of a checkout, read from its files; null in a tree without them. */
const checkedOutCommit = (): string | null => {
  const head = readText('.git/HEAD')
  const branch = head?.startsWith('ref: ') ? head.slice(5) : null
  if (!branch) return head
  const packed = readText('.git/packed-refs')
    ?.split('\n')
    .find((line) => line.endsWith(` ${branch}`))
  return readText(`.git/${branch}`) ?? packed?.split(' ', 1)[0] ?? null
}

/** Which build this is, and since when it runs. */
export const buildOf = (clock: Clock) => {
  const { version } = JSON.parse(readText('package.json') ?? '{}') as { version?: string }
  return {
    sha: checkedOutCommit(),
    artifactId: `flint@${version ?? 'unknown'}`,
    startedAt: clock.now(),
  }
}

/**
 * `GET /health` says which build answers, with 503 while the database does not; `GET /healthz` only that the process
 * answers, whatever becomes of the database: who restarts on it should not restart for that. Neither asks for a credential.
 * Source: contract, flint-platform 1 and 28 row 28.
 */
export const serveHealth = (
  app: FastifyInstance,
  { db, systemClock }: Pick<Services, 'db' | 'systemClock'>,
) => {
  const build = buildOf(systemClock)
  const probe = databaseProbe(db, systemClock)
  const serve = (url: string, health: () => Promise<{ status: string }>) =>
    app.get(url, async (request, reply) => {
      const body = await health()
      return reply
        .code(body.status === 'ok' ? 200 : 503)
        .header('X-Request-Id', request.id)
        .header('Flint-Version', defaultApiVersion)
        .header('Cache-Control', 'no-store')
        .send(body)
    })
  serve('/health', async () => ({ status: (await probe()) ? 'ok' : 'unavailable', build }))
  serve('/healthz', async () => ({ status: 'ok' }))
}
