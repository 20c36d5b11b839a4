import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { callApi } from '../support/api.ts'
import { freshDatabase } from '../support/database.ts'
import { findFreePort } from '../support/free-port.ts'
import { type ProgramFile, startProgram } from '../support/program.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { testKey } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { startBuyers } from './buyers.ts'
import { withServices } from './expect-nothing-lost.ts'

/** The client's program, which begins after this event; kill -9 and start again. */
const startFollower = async (apiUrl: string, file: string, after: string) => {
  await writeFile(file, `${after} - 0\n`)
  let child: ChildProcess
  const run = () => {
    child = spawn(process.execPath, [join(import.meta.dirname, 'event-follower.ts'), apiUrl, testKey, file], {
      stdio: 'ignore',
    })
    process.once('exit', () => child.kill('SIGKILL'))
  }
  run()
  const kill = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.kill('SIGKILL')
    })
  return { kill, run }
}

type Noted = { eventId: string; resourceId: string; version: number }

/** Only whole lines: a client that is killed while it writes one has not got the event. */
const readNotes = async (file: string): Promise<Noted[]> =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(' '))
    .filter((parts) => parts.length === 3)
    .map(([eventId, resourceId, version]) => ({
      eventId: eventId!,
      resourceId: resourceId!,
      version: Number(version),
    }))

describe('the event stream', () => {
  it('survives kill -9 of client, server and worker without losing an event', async (t) => {
    const random = seededRandom()
    t.diagnostic(`TEST_SEED=${random.seed}`)
    const dataDir = await mkdtemp(join(tmpdir(), 'flint-stream-'))
    t.after(() => rm(dataDir, { recursive: true, force: true }))
    const database = await freshDatabase(t)
    const env = {
      FLINT_DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      PORT: String(await findFreePort()),
      FLINT_TEST_KEY: testKey,
      FLINT_RATE_LIMIT_PER_KEY: '0',
      FLINT_RATE_LIMIT_PER_MERCHANT: '0',
    }
    const run = (file: ProgramFile) => startProgram(file, env)
    let server = await run('main-start.ts')
    const workerEnv = { ...env, FLINT_WORKER_PORT: String(await findFreePort()) }
    let worker = await startProgram('main-worker.ts', workerEnv)

    const post = (path: string, body: unknown) => callApi(server.apiUrl, testKey, 'POST', path, { body })
    const { data: order } = await post('/v1/orders', {
      line_items: [{ name: 'First', unit_price_money: { amount: 1000, currency: 'USD' } }],
    })
    const first = await callApi(
      server.apiUrl,
      testKey,
      'GET',
      `/v1/webhook-events?resource_id=${order.order_id}`,
    )
    const notes = join(dataDir, 'events.txt')
    const follower = await startFollower(server.apiUrl, notes, first.data[0].webhook_event_id)
    const buyers = startBuyers(6, random, `stream-${random.seed}`)
    const answered = () => buyers.written.filter(({ answer }) => answer !== null).length
    const enoughIsWritten = async () => {
      const enough = answered() + 15 + random.below(40)
      await waitFor('they write', () => answered() >= enough, { everyMs: 2, withinMs: 60_000 })
      await sleep(random.below(20))
    }

    try {
      buyers.apiUrls = [server.apiUrl]
      for (const victim of ['client', 'server', 'worker', 'client', 'server', 'all', 'client'] as const) {
        await enoughIsWritten()
        if (victim === 'client' || victim === 'all') await follower.kill()
        if (victim === 'worker' || victim === 'all') await worker.killApi()
        if (victim === 'server' || victim === 'all') {
          await server.killApi()
          buyers.apiUrls = []
          server = await run('main-start.ts')
          buyers.apiUrls = [server.apiUrl]
        }
        if (victim === 'worker' || victim === 'all') worker = await startProgram('main-worker.ts', workerEnv)
        // What happens while it is away is waiting for it.
        if (victim === 'client') await enoughIsWritten()
        if (victim === 'client' || victim === 'all') follower.run()
      }
      await buyers.stop()

      await withServices(env, database.url, async ({ db }) => {
        const committed = async (): Promise<string[]> =>
          (
            await db.query('SELECT event_id FROM events WHERE event_id <> $1', [
              first.data[0].webhook_event_id,
            ])
          ).rows.map((row) => row.event_id)
        await waitFor('the client has seen the last event', async () => {
          const seen = new Set((await readNotes(notes)).map(({ eventId }) => eventId))
          return (await committed()).every((eventId) => seen.has(eventId))
        })
        const seen = await readNotes(notes)
        t.diagnostic(`${(await committed()).length} events, ${seen.length} times told`)
      })

      const known = new Set<string>()
      const versions = new Map<string, number>()
      for (const { eventId, resourceId, version } of await readNotes(notes)) {
        if (known.has(eventId)) continue
        known.add(eventId)
        const before = versions.get(resourceId) ?? 0
        assert.ok(version >= before, `${resourceId} went from version ${before} back to ${version}`)
        versions.set(resourceId, version)
      }
      assert.ok(known.size > 100, `${known.size} events`)
      assert.equal(existsSync(`${notes}.gaps`) ? readFileSync(`${notes}.gaps`, 'utf8') : '', '')
    } finally {
      buyers.abandon()
      await follower.kill()
      await worker.killAll()
      await server.killAll()
    }
  })
})
