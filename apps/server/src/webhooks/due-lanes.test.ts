import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { plusMs } from '../platform/clock/clock.ts'
import { type Lane, findDueLanes } from './queue-queries.ts'
import { refileDeliveries } from './retention.ts'

const server = await startTestServer()
const { db } = server.services
const now = server.clock.now()
const [past, future] = [plusMs(now, -60_000), plusMs(now, 60_000)]

/** Sandboxes with one endpoint and deliveries that wait until `at`. */
const waiting = async (
  name: string,
  {
    sandboxes = 1,
    deliveries = 1,
    at,
    set = '',
  }: { sandboxes?: number; deliveries?: number; at: string; set?: string },
) => {
  await db.query(
    `INSERT INTO environments (environment_id, merchant_id, mode, sandbox_id, name, fee_bps, fee_fixed, created_at)
     SELECT $1 || n, $2, 'test', $1 || n, $1 || n, 1, 1, now() FROM generate_series(1, $3) n`,
    [name, server.seeded.merchantId, sandboxes],
  )
  if (set) await db.query(`UPDATE environments SET ${set} WHERE name LIKE $1 || '%'`, [name])
  await db.query(
    `INSERT INTO webhook_endpoints (environment_id, webhook_endpoint_id, url, enabled_events, event_sources, is_enabled, api_version,
                                    secret, created_at, updated_at)
     SELECT environment_id, 'whep_1', 'https://merchant.example', '{}', '{merchant}', true, 'default', '', now(), now()
     FROM environments WHERE name LIKE $1 || '%'`,
    [name],
  )
  await db.query(
    `INSERT INTO webhook_deliveries (environment_id, webhook_delivery_id, event_id, webhook_endpoint_id, status, next_attempt_at,
                                     is_on_own_clock, created_at, updated_at)
     SELECT environment_id, 'wdel_' || n, 'whev_' || n, 'whep_1', 'pending', $2, has_own_clock, now(), now()
     FROM environments, generate_series(1, $3) n WHERE name LIKE $1 || '%'`,
    [name, at, deliveries],
  )
}

const found = async () =>
  (await db.run(findDueLanes(now))).map(({ environmentId }: Lane) => environmentId).toSorted()

/** Pages that the statement touches. */
const cost = async (): Promise<number> => {
  await db.query('ANALYZE')
  const { text, values } = findDueLanes(now)
  const { rows } = await db.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values)
  const { Plan: plan } = rows[0]['QUERY PLAN'][0]
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
}

describe('findDueLanes', () => {
  it('costs nothing for retries that wait, nor for archived sandboxes with a clock of their own', async () => {
    const before = await cost()
    await waiting('later', { sandboxes: 1000, at: future })
    await waiting('gone', {
      sandboxes: 1000,
      at: past,
      set: `clock_frozen_at = '2026-01-01', status = 'archived'`,
    })
    const after = await cost()
    // Two thousand lanes; the sandboxes themselves fill some dozen pages.
    assert.ok(after - before < 400, `${before}, then ${after} pages`)
    assert.deepEqual(await found(), [])
  })

  it('goes by the time of each sandbox, and leaves the one alone whose clock is being moved', async () => {
    const behind = `clock_offset_ms = -3600000`
    const moving = `clock_frozen_at = '${now}', clock_target = '${future}', clock_leased_until = '${past}'`
    await waiting('ahead', { at: future, set: `clock_offset_ms = 3600000` })
    await waiting('behind', { at: past, set: behind })
    await waiting('moving', { at: past, set: moving })
    await waiting('frozen', { at: now, set: `clock_frozen_at = '${now}'` })
    assert.deepEqual(await found(), ['ahead1', 'frozen1'])
    await db.query(`UPDATE webhook_deliveries SET leased_until = $1 WHERE environment_id = 'frozen1'`, [
      future,
    ])
    assert.deepEqual(await found(), ['ahead1'])
  })

  it('finds what was made before its clock was given or taken', async () => {
    await waiting('given', { at: future })
    await waiting('taken', { at: past, set: `clock_frozen_at = '2026-01-01'` })
    await db.query(`UPDATE environments SET clock_offset_ms = 3600000 WHERE environment_id = 'given1'`)
    await db.query(`UPDATE environments SET clock_frozen_at = NULL WHERE environment_id = 'taken1'`)
    assert.deepEqual(await found(), ['ahead1', 'given1'])
    assert.equal(await db.run(refileDeliveries(now, 100)), 2)
    assert.equal(await db.run(refileDeliveries(now, 100)), 0)
    assert.deepEqual(await found(), ['ahead1', 'given1', 'taken1'])
  })

  it('finds others behind the backlog of one', async () => {
    await waiting('backlog', { deliveries: 6000, at: plusMs(past, -60_000) })
    await waiting('other', { at: past })
    assert.deepEqual(await found(), ['ahead1', 'backlog1', 'given1', 'other1', 'taken1'])
  })
})
