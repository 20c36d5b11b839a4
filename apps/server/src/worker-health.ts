import { createServer } from 'node:http'
import { buildOf } from './developer/health.ts'
import { InvalidConfig } from './platform/config/config.ts'
import type { Services } from './platform/context.ts'
import { databaseProbe } from './platform/db/database-probe.ts'
import type { Worker } from './worker.ts'

/**
 * What a supervisor asks a worker. `GET /healthz`: 200 while the process runs. `GET /health`: 200 while it does its work,
 * 503 while the database does not answer it or one of its loops hangs or fails. Neither asks for a credential.
 *
 * @returns The address of the second.
 * @throws  InvalidConfig when the port is taken.
 */
export const serveWorkerHealth = async (
  { config, db, systemClock }: Pick<Services, 'config' | 'db' | 'systemClock'>,
  worker: Pick<Worker, 'late'>,
  port: number,
): Promise<{ url: string; close(): Promise<void> }> => {
  const build = buildOf(systemClock)
  const probe = databaseProbe(db, systemClock)
  const healthOf = async () => {
    const isAnswering = await probe()
    const late = worker.late()
    return {
      status: isAnswering && late.length === 0 ? 'ok' : 'unavailable',
      build,
      checks: {
        database: isAnswering ? 'ok' : 'no_answer',
        loops: late.length === 0 ? 'ok' : `late: ${late.join(', ')}`,
      },
    }
  }
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) =>
      response
        .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
        .end(JSON.stringify(body))
    if (request.method !== 'GET') return answer(405, { status: 'method_not_allowed' })
    if (request.url === '/healthz') return answer(200, { status: 'ok' })
    if (request.url !== '/health') return answer(404, { status: 'not_found' })
    const health = await healthOf()
    return answer(health.status === 'ok' ? 200 : 503, health)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new InvalidConfig(portInUse(config.host, port)) : error),
    )
    server.listen(port, config.host, resolve)
  })
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  return {
    url: `http://${host}:${port}/health`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const portInUse = (host: string, port: number) =>
  `Port ${port} on ${host} is in use. Stop what uses it, or set FLINT_WORKER_PORT to another.`
