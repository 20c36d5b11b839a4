import type { Services } from '../apps/server/src/platform/context.ts'
import { type BenchChild, startChild } from './child-process.ts'
import type { Caller } from './caller.ts'
import { orderBody } from './checkout-request.ts'
import { type FlintProcess, startFlintWorker } from './flint-server.ts'
import { addMerchant } from './merchants.ts'
import { median } from './percentiles.ts'
import { cpuMsOf, cpuMsOfTree } from './process-usage.ts'
import type { Measured } from './report.ts'
import type { FloorPosts } from './webhook-floor.ts'
import type { Received, ReceiverRun } from './webhook-receiver.ts'

export type DeliveryPlan = { deliveries: number; warmUp: number; rounds: number }

const endpointCount = 10
const laneWidth = 16

type Shop = { environmentId: string; eventId: string }

/**
 * How fast one worker empties a queue of events, each of which goes to one of ten endpoints of ten merchants, and what
 * becomes of nine of them when the tenth never answers. Nothing but the worker is running: the events are copies of a
 * real one, put where requests put them. The floor is the same number of the same POSTs by a bare client.
 *
 * @param stopServer The server has made the endpoints; its own worker would deliver, too.
 */
export const measureDeliveries = async (
  services: Services,
  env: Record<string, string>,
  databasePid: number,
  plan: DeliveryPlan,
  call: Caller,
  stopServer: () => Promise<void>,
): Promise<Measured[]> => {
  const receiver = await startChild<ReceiverRun, Received>('./webhook-receiver.ts', {})
  const floor = await startChild<FloorPosts, { seconds: number }>('./webhook-floor.ts', {})
  let worker: FlintProcess | null = null
  try {
    const { ports } = await receiver.run({ endpoints: endpointCount })
    const shops = await openShops(services, call, ports)
    const sample = await sampleOf(services, shops[0]!)
    await stopServer()
    worker = await startFlintWorker(env)
    const round = async (each: number, of: readonly Shop[]) => {
      const expected = receiver.run({ expect: each * of.length })
      await queueEvents(services, of, each)
      return expected
    }
    await round(plan.warmUp / endpointCount, shops)

    const each = plan.deliveries / endpointCount
    const rates: number[] = []
    const floorRates: number[] = []
    const workerCpu: number[] = []
    const databaseCpu: number[] = []
    for (let turn = 0; turn < plan.rounds; turn++) {
      floorRates.push(await floorRate(receiver, floor, ports, plan.deliveries, sample))
      const before = await Promise.all([cpuMsOf(worker.pid), cpuMsOfTree(databasePid)])
      const { seconds } = await round(each, shops)
      await allSettled(services, shops)
      const after = await Promise.all([cpuMsOf(worker.pid), cpuMsOfTree(databasePid)])
      rates.push(plan.deliveries / seconds)
      workerCpu.push(((after[0] ?? NaN) - (before[0] ?? NaN)) / plan.deliveries)
      databaseCpu.push(((after[1] ?? NaN) - (before[1] ?? NaN)) / plan.deliveries)
    }
    const slowed = await rateBesideDeadOne(services, shops, ports, each, plan.rounds, round)
    return [
      {
        name: 'webhook deliveries, one worker, ten endpoints',
        value: median(rates),
        unit: 'per second',
        floor: median(floorRates),
        budget: 'at least 2000',
      },
      { name: 'CPU of the worker a delivery', value: median(workerCpu), unit: 'ms' },
      { name: 'CPU of the database a delivery', value: median(databaseCpu), unit: 'ms' },
      {
        name: 'deliveries to nine beside a dead one, against nine alone',
        value: slowed,
        unit: 'ratio',
        budget: 'at least 0.95',
      },
    ]
  } finally {
    await worker?.stop()
    await receiver.stop()
    await floor.stop()
  }
}

/** Merchants with an endpoint each, and an event of each to copy. */
const openShops = async (services: Services, call: Caller, ports: readonly number[]): Promise<Shop[]> => {
  const shops: Shop[] = []
  for (const port of ports) {
    const { key, environment } = await addMerchant(services)
    await call(key, 'POST', '/v1/orders', orderBody)
    await call(key, 'POST', '/v1/webhook-endpoints', {
      url: `http://127.0.0.1:${port}/hooks`,
      enabled_events: ['order.created'],
    })
    const { rows } = await services.db.query(
      `SELECT event_id FROM events WHERE environment_id = $1 AND event_type = 'order.created'`,
      [environment.environmentId],
    )
    shops.push({ environmentId: environment.environmentId, eventId: rows[0].event_id })
  }
  return shops
}

/** Copies of each shop's event, in the outbox, in turns: shop, next shop, and so on. */
const queueEvents = async ({ db, ids }: Services, shops: readonly Shop[], each: number) => {
  const copies = Array.from({ length: each }, () => shops).flat()
  await db.query(
    `WITH copied AS (
       INSERT INTO events SELECT (jsonb_populate_record(e, jsonb_build_object('event_id', copy.event_id))).*
       FROM unnest($1::text[], $2::text[], $3::text[]) AS copy(environment_id, original_id, event_id)
       JOIN events e ON e.environment_id = copy.environment_id AND e.event_id = copy.original_id
       RETURNING environment_id, event_id, event_type, created_at
     )
     INSERT INTO event_outbox (environment_id, event_id, event_type, created_at) SELECT * FROM copied`,
    [
      copies.map((shop) => shop.environmentId),
      copies.map((shop) => shop.eventId),
      copies.map(() => ids.newId('whev')),
    ],
  )
}

/** Other rows of the bench may have left deliveries behind that nobody takes any more. */
const allSettled = async ({ db }: Services, shops: readonly Shop[]) => {
  for (;;) {
    const { rows } = await db.query(
      `SELECT EXISTS (SELECT 1 FROM webhook_deliveries WHERE environment_id = ANY($1) AND next_attempt_at IS NOT NULL) AS is_busy`,
      [shops.map(({ environmentId }) => environmentId)],
    )
    if (!rows[0].is_busy) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** What a delivery looks like: about its length is what matters here. */
const sampleOf = async ({ db }: Services, { environmentId, eventId }: Shop) => {
  const { rows } = await db.query(
    'SELECT data::text AS body FROM events WHERE environment_id = $1 AND event_id = $2',
    [environmentId, eventId],
  )
  const body: string = rows[0].body
  return {
    body,
    headers: {
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
      'User-Agent': 'bench',
      'X-Signature': 'v1,'.padEnd(300, 'x'),
    },
  }
}

const floorRate = async (
  receiver: BenchChild<ReceiverRun, Received>,
  floor: BenchChild<FloorPosts, { seconds: number }>,
  ports: readonly number[],
  posts: number,
  sample: Pick<FloorPosts, 'headers' | 'body'>,
) => {
  const expected = receiver.run({ expect: posts })
  const { seconds } = await floor.run({ ports, width: laneWidth, posts, ...sample })
  await expected
  return posts / seconds
}

/**
 * The tenth endpoint moves to where nobody answers, and its queue grows with those of the others. Compared with the nine
 * when it has none, so that its share of the worker's time counts as slowness, too.
 */
const rateBesideDeadOne = async (
  services: Services,
  shops: readonly Shop[],
  ports: readonly number[],
  each: number,
  rounds: number,
  round: (each: number, of: readonly Shop[]) => Promise<Received>,
): Promise<number> => {
  const dead = shops.at(-1)!
  const others = shops.slice(0, -1)
  await services.db.query('UPDATE webhook_endpoints SET url = $2 WHERE environment_id = $1', [
    dead.environmentId,
    `http://127.0.0.1:${ports.at(-1)}/dead`,
  ])
  const alone: number[] = []
  const beside: number[] = []
  for (let turn = 0; turn < rounds; turn++) {
    alone.push((await round(each, others)).seconds)
    await queueEvents(services, [dead], each)
    beside.push((await round(each, others)).seconds)
    await services.db.query(
      `UPDATE webhook_deliveries SET status = 'suppressed', next_attempt_at = NULL WHERE environment_id = $1 AND status = 'pending'`,
      [dead.environmentId],
    )
  }
  return median(alone) / median(beside)
}
