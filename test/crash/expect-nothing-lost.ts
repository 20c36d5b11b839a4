import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { movableClock } from '../../apps/server/src/platform/clock/clock.ts'
import { readConfig } from '../../apps/server/src/platform/config/config.ts'
import { startEmbeddedPostgres } from '../../apps/server/src/platform/db/embedded-postgres.ts'
import { jsonLogger } from '../../apps/server/src/platform/log/logger.ts'
import { openServices } from '../../apps/server/src/platform/services.ts'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { callApi } from '../support/api.ts'
import { freshDatabase } from '../support/database.ts'
import { findFreePort } from '../support/free-port.ts'
import { type Program, startProgram } from '../support/program.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { testKey } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { startBuyers } from './buyers.ts'
import { expectAllFinished, expectKeptAnswer } from './what-must-hold.ts'

/*
 * The program is killed while it takes money, and started again on the same data. What it acknowledged is there, what
 * it did not acknowledge happened once or not at all, and what was under way is finished.
 * Source: contract, flint-platform 7 and 29; flint-commerce 10.4.
 */
export type Way = {
  start: 'start.mjs' | 'main-start.ts'
  kill: (program: Program) => Promise<void>
  /** The database is its own child, or a server that nobody kills. */
  database: 'embedded' | 'external'
  rounds: number
}

const buyerCount = 6

export const expectNothingLost = async (t: TestContext, way: Way): Promise<void> => {
  const random = seededRandom()
  t.diagnostic(`TEST_SEED=${random.seed}`)
  const dataDir = await mkdtemp(join(tmpdir(), 'flint-crash-'))
  after(() => rm(dataDir, { recursive: true, force: true }))
  const external = way.database === 'external' ? await freshDatabase(t) : null
  const env = {
    FLINT_DATA_DIR: dataDir,
    PORT: String(await findFreePort()),
    FLINT_TEST_KEY: testKey,
    FLINT_RATE_LIMIT_PER_KEY: '0',
    FLINT_RATE_LIMIT_PER_MERCHANT: '0',
    ...(external ? { DATABASE_URL: external.url } : {}),
  }
  const consumer = await aConsumer()
  const run = () => startProgram(way.start, env)

  let program = await run()
  await callApi(program.apiUrl, testKey, 'POST', '/v1/webhook-endpoints', {
    body: { url: consumer.url },
  })
  const buyers = startBuyers(buyerCount, random, `crash-${random.seed}`)
  const { written } = buyers
  const answered = () => written.filter(({ answer }) => answer !== null).length
  try {
    for (let round = 0; round < way.rounds; round++) {
      buyers.apiUrls = [program.apiUrl]
      // Counted in answers and not in time, so that a slow machine has as much to lose.
      const enough = answered() + 10 + random.below(50)
      await waitFor('they write', () => answered() >= enough, { everyMs: 2, withinMs: 60_000 })
      await sleep(random.below(20))
      await way.kill(program)
      buyers.apiUrls = []
      program = await run()
    }
    buyers.apiUrls = [program.apiUrl]
    await buyers.stop()
    const interrupted = written.filter(({ sent }) => sent > 1)
    t.diagnostic(`${written.length} writes, ${interrupted.length} of them sent again after a kill`)
    assert.ok(interrupted.length > 0, 'no kill met a request')

    for (const one of written) await expectKeptAnswer(program.apiUrl, one)
    assert.equal(await program.end(), 0)
  } finally {
    // A failed run must not go on beside the next.
    buyers.abandon()
    await program.killAll()
  }

  await withServices(env, external?.url ?? null, (services, clock) =>
    expectAllFinished(services, clock, written, consumer),
  )
}

/** The program's database and secret, in this process, with a clock that can be moved. */
export const withServices = async (
  env: Record<string, string>,
  databaseUrl: string | null,
  work: (
    services: Awaited<ReturnType<typeof openServices>>,
    clock: ReturnType<typeof movableClock>,
  ) => Promise<void>,
) => {
  const database = databaseUrl
    ? null
    : await startEmbeddedPostgres({ dataDir: env['FLINT_DATA_DIR']!, log: () => undefined })
  try {
    const clock = movableClock()
    const log = jsonLogger('error')
    const services = await openServices(readConfig(env), databaseUrl ?? database!.url, { clock, log })
    try {
      await work(services, clock)
    } finally {
      await services.db.close()
    }
  } finally {
    await database?.stop()
  }
}
