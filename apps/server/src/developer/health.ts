import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../platform/context.ts'
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

/**
 * `GET /health` says which build answers, `GET /healthz` only that one does. Neither asks for a credential.
 * Source: contract, flint-platform 1 and 28 row 28.
 */
export const serveHealth = (app: FastifyInstance, { clock }: Pick<Services, 'clock'>) => {
  const { version } = JSON.parse(readText('package.json') ?? '{}') as { version?: string }
  const build = {
    sha: checkedOutCommit(),
    artifactId: `flint@${version ?? 'unknown'}`,
    startedAt: clock.now(),
  }
  const serve = (url: string, body: object) =>
    app.get(url, (request, reply) =>
      reply
        .header('X-Request-Id', request.id)
        .header('Flint-Version', defaultApiVersion)
        .header('Cache-Control', 'no-store')
        .send(body),
    )
  serve('/health', { status: 'ok', build })
  serve('/healthz', { status: 'ok' })
}
