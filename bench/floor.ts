import { readConfig } from '../apps/server/src/platform/config/config.ts'
import type { Database } from '../apps/server/src/platform/db/database.ts'
import { openServices } from '../apps/server/src/platform/services.ts'
import { addMerchant } from './merchants.ts'
import { type Latency, latencyOf } from './percentiles.ts'
import {
  type Places,
  type RecordedCheckout,
  type RecordedStatement,
  recordCheckout,
  replayed,
} from './recorded-checkout.ts'
import { recordFlowlixPayment } from './recorded-flowlix-payment.ts'
import type { Work } from './work.ts'
import { serveParent } from './child-process.ts'

/** The floor's own process: the driver, as the product opens it, and recorded checkouts. */
export type FloorRun = { workers: number; seconds: number; does?: Work }
export type FloorResult = { checkouts: number; seconds: number; latency: Latency }

/** Far above the numbers of real orders and all of one length, so that each is found in a recording and replaced. */
const firstOrderNumber = 5_000_001
const merchantCount = Number(process.env['BENCH_MERCHANTS'])

const config = readConfig(process.env)
const services = await openServices(config, config.databaseUrl!)
type Recorded = { checkout: RecordedCheckout; flowlixPayment: RecordedStatement[]; nextOrderNumber: number }
const recorded: Recorded[] = []
for (let index = 0; index < merchantCount; index++) {
  const checkout = await recordCheckout(services, await addMerchant(services, firstOrderNumber))
  // Of another merchant: the ids of two recordings are the same.
  const flowlixPayment = await recordFlowlixPayment(services, await addMerchant(services, firstOrderNumber))
  recorded.push({ checkout, flowlixPayment, nextOrderNumber: firstOrderNumber + 1 })
}

const placesOf = (orderNumber: number): Places => {
  const { ids, clock } = services
  const id = ids.newId('x').slice(2)
  // The time and the end of the random part, which is what counts up within a millisecond.
  const mark = id.slice(0, 10) + id.slice(-14)
  return { mark, instant: clock.now(), orderNumber, paymentMark: mark }
}

const runCheckout = async (db: Database, checkout: RecordedCheckout, places: Places) => {
  for (const statement of checkout.create) await db.run(replayed(statement, places))
  const { loads, writes } = checkout.pay
  await db.withConnection(async (connection) => {
    const begun = connection.command('BEGIN')
    await Promise.all([begun, ...loads.map((load) => connection.send(replayed(load, places)))])
    const written = writes.map((write) => connection.send(replayed(write, places)))
    const [outcome] = await Promise.all([connection.command('COMMIT'), ...written])
    if (outcome !== 'COMMIT') throw new Error(`The floor's transaction ended with ${outcome}`)
  })
}

const runFlowlixPayment = async (db: Database, statements: readonly RecordedStatement[], places: Places) => {
  for (const statement of statements) await db.run(replayed(statement, places))
}

serveParent<FloorRun, FloorResult>(async ({ workers, seconds, does = 'checkout' }) => {
  const startedAt = performance.now()
  const endsAt = startedAt + seconds * 1000
  const took: number[] = []
  const work = async (worker: number) => {
    for (let turn = worker; ; turn += workers) {
      const began = performance.now()
      if (began >= endsAt) return
      const next = recorded[turn % recorded.length]!
      const places = placesOf(next.nextOrderNumber++)
      await (does === 'checkout'
        ? runCheckout(services.db, next.checkout, places)
        : runFlowlixPayment(services.db, next.flowlixPayment, places))
      took.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)))
  return {
    checkouts: took.length,
    seconds: (performance.now() - startedAt) / 1000,
    latency: latencyOf(took),
  }
})
