import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { callApi } from '../support/api.ts'
import { freshDatabase } from '../support/database.ts'
import { findFreePort } from '../support/free-port.ts'
import { type Program, startProgram } from '../support/program.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { testKey } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { startBuyers } from './buyers.ts'
import { withServices } from './expect-nothing-lost.ts'
import { expectAllFinished, expectKeptAnswer } from './what-must-hold.ts'

/*
 * Two of `flint api` and two of `flint worker` on one database, any of which is killed while they take money, and
 * started again. Whoever got no answer asks the other one. Source: contract, flint-platform 7, 9 and 29.
 */

const buyerCount = 6
const killCount = 6
const restWhileStartingMs = 200
const keyCacheMs = 1000

const random = seededRandom()
const dataDir = await mkdtemp(join(tmpdir(), 'flint-several-'))
after(() => rm(dataDir, { recursive: true, force: true }))
const database = await freshDatabase()
/** What a shared file of settings would hold: the data folder is only shared for the secret in it. */
const shared = {
  DATABASE_URL: database.url,
  FLINT_DATA_DIR: dataDir,
  FLINT_TEST_KEY: testKey,
  FLINT_RATE_LIMIT_PER_KEY: '0',
  FLINT_RATE_LIMIT_PER_MERCHANT: '0',
}

type Node = { file: 'main-api.ts' | 'main-worker.ts'; env: Record<string, string>; program: Program }

const startNode = async (file: Node['file']): Promise<Node> => {
  const port = String(await findFreePort())
  const env = { ...shared, [file === 'main-api.ts' ? 'PORT' : 'FLINT_WORKER_PORT']: port }
  return { file, env, program: await startProgram(file, env) }
}

describe('kill -9: any of two APIs and two workers on one database', () => {
  it('loses nothing, doubles nothing, leaves nothing undone', async (t) => {
    t.diagnostic(`TEST_SEED=${random.seed}`)
    const consumer = await aConsumer()
    // All four at once, on a database that each of them finds without a merchant.
    const nodes = await Promise.all(
      (['main-api.ts', 'main-api.ts', 'main-worker.ts', 'main-worker.ts'] as const).map(startNode),
    )
    const [firstApi, secondApi, ...workers] = nodes as [Node, Node, Node, Node]
    const call = (node: Node, path: string, options: { body?: unknown; key?: string } = {}) =>
      callApi(node.program.apiUrl, testKey, options.body === undefined ? 'GET' : 'POST', path, options)
    const buyers = startBuyers(buyerCount, random, `several-${random.seed}`)
    const { written } = buyers
    const answered = () => written.filter(({ answer }) => answer !== null).length
    const serveFrom = (apis: readonly Node[]) => (buyers.apiUrls = apis.map(({ program }) => program.apiUrl))

    const killAndStart = async (node: Node) => {
      await node.program.killAll()
      serveFrom([firstApi, secondApi].filter((one) => one !== node))
      // A start takes a while, and each write is checked at the end.
      buyers.restMs = restWhileStartingMs
      node.program = await startProgram(node.file, node.env)
      buyers.restMs = 0
      serveFrom([firstApi, secondApi])
    }

    try {
      await call(firstApi, '/v1/webhook-endpoints', { body: { url: consumer.url } })
      serveFrom([firstApi, secondApi])
      // Each of them once, then any.
      const order = [...nodes].sort(() => random.below(3) - 1)
      for (let kill = 0; kill < killCount; kill++) {
        const enough = answered() + 10 + random.below(40)
        await waitFor('they write', () => answered() >= enough, { everyMs: 2, withinMs: 60_000 })
        await sleep(random.below(20))
        await killAndStart(order[kill] ?? nodes[random.below(nodes.length)]!)
      }
      await buyers.stop()
      const again = written.filter(({ sent }) => sent > 1)
      t.diagnostic(`${written.length} writes, ${again.length} of them sent again after a kill`)
      assert.ok(again.length > 0, 'no kill met a request')
      assert.ok(consumer.received.length > 0, 'no worker sent a webhook')

      for (const [index, one] of written.entries())
        await expectKeptAnswer([firstApi, secondApi][index % 2]!.program.apiUrl, one)
      await expectRevokedEverywhere()
      for (const worker of workers) assert.equal((await fetch(worker.program.apiUrl)).status, 200)
      for (const { program } of nodes) assert.equal(await program.end(), 0)
    } finally {
      // A failed run must not go on beside the next.
      buyers.abandon()
      await Promise.all(nodes.map(({ program }) => program.killAll()))
    }
    await withServices(shared, database.url, (services, clock) =>
      expectAllFinished(services, clock, written, consumer),
    )

    /** A key that both know is revoked on one; the other refuses it once what it remembers of keys is a second old. */
    async function expectRevokedEverywhere() {
      const { data: made } = await call(firstApi, '/v1/api-keys', {
        body: { name: 'Short-lived', scopes: ['commerce.orders.read'] },
      })
      const listWithIt = (node: Node) => call(node, '/v1/orders', { key: made.secret_key })
      assert.equal((await listWithIt(firstApi)).status, 200)
      assert.equal((await listWithIt(secondApi)).status, 200)
      const revoked = await call(firstApi, `/v1/api-keys/${made.api_key_id}/revoke`, { body: {} })
      assert.equal(revoked.status, 200)
      await sleep(keyCacheMs)
      for (const node of [firstApi, secondApi])
        assert.equal((await listWithIt(node)).error?.code, 'API_KEY_REVOKED')
    }
  })
})
