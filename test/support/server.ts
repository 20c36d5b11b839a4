import { after } from 'node:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../apps/server/src/app.ts'
import { buildPages } from '../../apps/server/src/run-program.ts'
import { type Seeded, seed } from '../../apps/server/src/merchants/seed.ts'
import { allScopes } from '../../apps/server/src/platform/auth/scopes.ts'
import { type Clock, movableClock } from '../../apps/server/src/platform/clock/clock.ts'
import { readConfig } from '../../apps/server/src/platform/config/config.ts'
import type { Services } from '../../apps/server/src/platform/context.ts'
import { jsonLogger } from '../../apps/server/src/platform/log/logger.ts'
import { openServices } from '../../apps/server/src/platform/services.ts'
import { type Worker, startWorker } from '../../apps/server/src/worker.ts'
import { type ApiCall, type ApiAnswer, callApi, callFlowlix } from './api.ts'
import { freshDatabase } from './database.ts'
import { findFreePort } from './free-port.ts'

/** A whole Flint in this process: real HTTP on a free port, a database of its own, a clock that can be moved. */
export type TestServer = {
  url: string
  services: Services
  app: FastifyInstance
  clock: Clock & { advance(milliseconds: number): void }
  seeded: Seeded
  sandboxKey: string
  liveKey: string
  /** Of the first sandbox, for the Flowlix API. */
  flowlixKey: string
  /** Every line that was logged: warnings and errors too. */
  logLines: string[]
  /** Calls the API with the sandbox key unless another is given; checks the answer against the OpenAPI document. */
  call(method: string, path: string, options?: ApiCall): Promise<ApiAnswer>
  /** Calls the Flowlix API with the key above unless another is given. `json` is the whole answer: it has no envelope. */
  flowlix(method: string, path: string, options?: ApiCall): Promise<ApiAnswer>
  /** A second sandbox of the same merchant, for isolation: its key. */
  anotherSandbox(): Promise<{ key: string; sandboxId: string; environmentId: string }>
  /** A second node on the same database: its own connections, caches and wake-ups, the same clock. */
  anotherNode(): Promise<TestNode>
  startWorker(): Worker
  close(): Promise<void>
}

/** What tells one node from another. */
export type TestNode = Pick<TestServer, 'url' | 'services' | 'call' | 'flowlix' | 'startWorker'> & {
  close(): Promise<void>
}

const hex = (character: string) => character.repeat(64)
export const testKey = `flint_test_${hex('a')}`
export const testLiveKey = `flint_live_${hex('b')}`
export const testFlowlixKey = `fl_test_sk_${'c'.repeat(32)}`

/** Starts one and closes it when the test file ends. `env` overrides settings; `hasPages` serves the checkout page and the dashboard too. */
export const startTestServer = async (
  env: Record<string, string> = {},
  { hasPages = false } = {},
): Promise<TestServer> => {
  const pages = hasPages ? await buildPages() : {}
  const database = await freshDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'flint-test-'))
  const port = await findFreePort()
  const config = readConfig({
    PORT: String(port),
    FLINT_DATA_DIR: dataDir,
    FLINT_TEST_KEY: testKey,
    FLINT_LIVE_KEY: testLiveKey,
    FLOWLIX_TEST_KEY: testFlowlixKey,
    FLOWLIX_RATE_LIMIT_PER_MINUTE: '0',
    FLINT_RATE_LIMIT_PER_KEY: '0',
    FLINT_RATE_LIMIT_PER_MERCHANT: '0',
    FLINT_RATE_LIMIT_PER_IP: '0',
    FLINT_RATE_LIMIT_PER_CHECKOUT_SESSION: '0',
    FLINT_RATE_LIMIT_FEEDBACK_PER_HOUR: '0',
    FLINT_RATE_LIMIT_SETUP_PER_HOUR: '0',
    FLINT_RATE_LIMIT_SIGN_IN_PER_HOUR: '0',
    FLINT_LOG_LEVEL: 'warn',
    ...env,
  })
  const logLines: string[] = []
  const clock = movableClock()
  const log = jsonLogger('warn', (line) => logLines.push(line))
  const services = await openServices(config, database.url, { clock, log })
  const seeded = await seed(services)
  const app = await buildApp(services, pages)
  await app.listen({ host: config.host, port })
  const workers: Worker[] = []
  const nodes: (() => Promise<unknown>)[] = []
  let isClosed = false

  const keepWorker = (worker: Worker): Worker => {
    workers.push(worker)
    return worker
  }

  const server: TestServer = {
    url: config.publicUrl,
    services,
    app,
    clock,
    seeded,
    sandboxKey: testKey,
    liveKey: testLiveKey,
    flowlixKey: testFlowlixKey,
    logLines,
    call: (method, path, options = {}) => callApi(config.publicUrl, testKey, method, path, options),
    flowlix: (method, path, options = {}) =>
      callFlowlix(config.publicUrl, testFlowlixKey, method, path, options),
    anotherSandbox: () => addSandbox(services, seeded.merchantId),
    anotherNode: async () => {
      const nodePort = await findFreePort()
      const own = { ...config, port: nodePort, publicUrl: `http://${config.host}:${nodePort}` }
      const others = await openServices(own, database.url, { clock, log })
      const node = await buildApp(others)
      await node.listen({ host: config.host, port: nodePort })
      let isNodeClosed = false
      const closeNode = async () => {
        if (isNodeClosed) return
        isNodeClosed = true
        await node.close()
        await others.db.close()
      }
      nodes.push(closeNode)
      return {
        close: closeNode,
        url: own.publicUrl,
        services: others,
        call: (method, path, options = {}) => callApi(own.publicUrl, testKey, method, path, options),
        flowlix: (method, path, options = {}) =>
          callFlowlix(own.publicUrl, testFlowlixKey, method, path, options),
        startWorker: () => keepWorker(startWorker(others)),
      }
    },
    startWorker: () => keepWorker(startWorker(services)),
    close: async () => {
      if (isClosed) return
      isClosed = true
      for (const worker of workers) await worker.stop()
      for (const closeNode of nodes) await closeNode()
      await app.close()
      await services.db.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  after(server.close)
  return server
}

const addSandbox = async ({ db, ids, secrets, clock }: Services, merchantId: string) => {
  const key = `flint_test_${ids.randomBytes(32).toString('hex')}`
  const environmentId = ids.newId('menv')
  const sandboxId = ids.newId('test')
  await db.query(
    `INSERT INTO environments (environment_id, merchant_id, mode, sandbox_id, name, fee_bps, fee_fixed, created_at)
     VALUES ($1, $2, 'test', $3::text, 'Sandbox ' || $3::text, 290, 30, $4)`,
    [environmentId, merchantId, sandboxId, clock.now()],
  )
  await db.query(
    `INSERT INTO api_keys (api_key_id, environment_id, merchant_id, key_hash, key_prefix, name, scopes, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, 'Another', $6, $7, $7)`,
    [
      ids.newId('key'),
      environmentId,
      merchantId,
      secrets.digest('api-key', key),
      key.slice(0, 15),
      allScopes,
      clock.now(),
    ],
  )
  return { key, sandboxId, environmentId }
}
