import { type FloorRound, type ProductRound, type Stage, measureFloor, measureProduct } from './measure.ts'
import { median, medianLatency } from './percentiles.ts'
import type { Measured } from './report.ts'
import type { DeliveryPlan } from './webhook-deliveries.ts'

/** How long and how often. */
export type Plan = {
  merchants: number
  /** Until this many are done, but not for longer than `warmUpSeconds`: what is measured is a server that has run a while. */
  warmUpCheckouts: number
  warmUpSeconds: number
  roundSeconds: number
  rounds: number
  webhookSeconds: number
  starts: number
  /** Of one line, for each length of order. */
  lineChanges: number
  /** Of each page. */
  listRounds: number
  deliveries: DeliveryPlan
  clockAdvances: number
}

export const fullPlan: Plan = {
  merchants: 32,
  warmUpCheckouts: 4000,
  warmUpSeconds: 20,
  roundSeconds: 4,
  rounds: 3,
  webhookSeconds: 15,
  starts: 3,
  lineChanges: 200,
  listRounds: 40,
  deliveries: { deliveries: 10_000, warmUp: 6000, rounds: 3 },
  clockAdvances: 5,
}
export const quickPlan: Plan = {
  merchants: 32,
  warmUpCheckouts: 1500,
  warmUpSeconds: 8,
  roundSeconds: 3,
  rounds: 1,
  webhookSeconds: 5,
  starts: 1,
  lineChanges: 40,
  listRounds: 20,
  deliveries: { deliveries: 6000, warmUp: 4000, rounds: 1 },
  clockAdvances: 3,
}

const workerCounts = [1, 8, 16] as const
/** The number of workers that the project's promises are about. */
const busy = 8
const eventsPerSecond = 500
const megabyte = 1024 * 1024

type Rounds = { floor: FloorRound[]; product: ProductRound[]; oneMerchant: ProductRound[] }
type FlowlixRounds = Pick<Rounds, 'floor' | 'product'>

/**
 * Floor and product take turns, so that whatever else the machine does meets both; each figure is the median of its
 * rounds. Webhooks come last: an endpoint, once registered, costs every later checkout of its merchant.
 */
export const measureAll = async (
  stage: Stage,
  plan: Plan,
  say: (text: string) => void,
): Promise<Measured[]> => {
  say('Warming up.')
  await warmUp(plan, (run) => measureProduct(stage, run))
  await warmUp(plan, (run) => measureFloor(stage, run))

  const flowlix: FlowlixRounds = { floor: [], product: [] }
  const flowlixPayments = { does: 'flowlix-payment', keys: stage.flowlixKeys } as const
  await warmUp(plan, (run) => measureProduct(stage, { ...run, ...flowlixPayments }))
  await warmUp(plan, (run) => measureFloor(stage, { ...run, does: 'flowlix-payment' }))

  const byWorkers = new Map<number, Rounds>()
  for (const workers of workerCounts) {
    const rounds: Rounds = { floor: [], product: [], oneMerchant: [] }
    byWorkers.set(workers, rounds)
    for (let round = 1; round <= plan.rounds; round++) {
      say(`${workers} workers, round ${round} of ${plan.rounds}`)
      const run = { workers, seconds: plan.roundSeconds }
      rounds.floor.push(await measureFloor(stage, run))
      rounds.product.push(await measureProduct(stage, run))
      if (workers !== busy) continue
      rounds.oneMerchant.push(await measureProduct(stage, { ...run, keys: stage.keys.slice(0, 1) }))
      flowlix.floor.push(await measureFloor(stage, { ...run, does: 'flowlix-payment' }))
      flowlix.product.push(await measureProduct(stage, { ...run, ...flowlixPayments }))
    }
  }

  const atBusy = byWorkers.get(busy)!
  const busyRate = median(atBusy.product.map((round) => round.perSecond))
  say('Half load, then webhooks.')
  const halfLoad = await measureProduct(stage, {
    workers: busy,
    seconds: plan.roundSeconds,
    perSecond: busyRate / 2,
  })
  const webhooks = await measureWebhooks(stage, plan)

  const memory = Math.max(
    ...[...byWorkers.values()].flatMap(({ product }) => product.map((r) => r.memoryBytes ?? 0)),
  )
  return [
    ...[...byWorkers].flatMap(([workers, rounds]) => rowsOf(workers, rounds)),
    ...flowlixRows(flowlix, busyRate),
    {
      name: 'one merchant against spread out, 8 workers',
      value: median(atBusy.oneMerchant.map((round) => round.perSecond)) / busyRate,
      unit: 'ratio',
      budget: 'at least 0.6',
    },
    { name: 'create p99, half load', value: halfLoad.create.p99, unit: 'ms', budget: 'at most 15' },
    { name: 'pay p99, half load', value: halfLoad.pay.p99, unit: 'ms', budget: 'at most 25' },
    ...webhooks,
    { name: 'memory under load', value: memory / megabyte || null, unit: 'MB', budget: 'at most 200' },
  ]
}

/** A first short run says how many events a checkout makes. */
export const measureWebhooks = async (
  stage: Stage,
  plan: Pick<Plan, 'webhookSeconds'>,
): Promise<Measured[]> => {
  const run = { workers: busy, keys: stage.keys.slice(0, 1), timesWebhooks: true }
  const first = await measureProduct(stage, { ...run, seconds: 2, perSecond: 20 })
  const perSecond = (eventsPerSecond * first.checkouts) / first.webhooks
  // Endpoints outlive their run; another key's merchant has one only.
  const { webhook } = await measureProduct(stage, {
    ...run,
    keys: stage.keys.slice(1, 2),
    seconds: plan.webhookSeconds,
    perSecond,
  })
  const at = `at ${eventsPerSecond} events a second`
  return [
    {
      name: `commit to first webhook attempt p50, ${at}`,
      value: webhook!.p50,
      unit: 'ms',
      budget: 'at most 10',
    },
    {
      name: `commit to first webhook attempt p99, ${at}`,
      value: webhook!.p99,
      unit: 'ms',
      budget: 'at most 100',
    },
  ]
}

export const warmUp = async (
  plan: Plan,
  measure: (run: { workers: number; seconds: number }) => Promise<{ checkouts: number }>,
) => {
  const seconds = 2
  let made = 0
  for (let spent = 0; made < plan.warmUpCheckouts && spent < plan.warmUpSeconds; spent += seconds)
    made += (await measure({ workers: busy, seconds })).checkouts
}

/** One call does what two do of a checkout, for an order of one line. */
const flowlixRows = ({ floor, product }: FlowlixRounds, checkoutsPerSecond: number): Measured[] => {
  const perSecond = median(product.map((round) => round.perSecond))
  const latency = medianLatency(product.map((round) => round.checkout))
  const floorLatency = medianLatency(floor.map((round) => round.latency))
  const at = `${busy} workers`
  return [
    {
      name: `flowlix-payment, ${at}`,
      value: perSecond,
      unit: 'per second',
      floor: median(floor.map((round) => round.perSecond)),
      budget: 'at least the checkouts',
    },
    { name: `flowlix-payment p50, ${at}`, value: latency.p50, unit: 'ms', floor: floorLatency.p50 },
    { name: `flowlix-payment p99, ${at}`, value: latency.p99, unit: 'ms', floor: floorLatency.p99 },
    {
      name: `flowlix-payment against checkouts, ${at}`,
      value: perSecond / checkoutsPerSecond,
      unit: 'ratio',
      budget: 'at least 1',
    },
  ]
}

const rowsOf = (workers: number, { floor, product }: Rounds): Measured[] => {
  const isBusy = workers === busy
  const at = `${workers} ${workers === 1 ? 'worker' : 'workers'}`
  const floorLatency = medianLatency(floor.map((round) => round.latency))
  const whole = medianLatency(product.map((round) => round.checkout))
  const create = medianLatency(product.map((round) => round.create))
  const pay = medianLatency(product.map((round) => round.pay))
  const rows: Measured[] = [
    {
      name: `checkouts, ${at}`,
      value: median(product.map((round) => round.perSecond)),
      unit: 'per second',
      floor: median(floor.map((round) => round.perSecond)),
      ...(isBusy ? { budget: 'at least 0.4 of the floor' } : {}),
    },
    { name: `checkout p50, ${at}`, value: whole.p50, unit: 'ms', floor: floorLatency.p50 },
    { name: `checkout p99, ${at}`, value: whole.p99, unit: 'ms', floor: floorLatency.p99 },
    { name: `create p50, ${at}`, value: create.p50, unit: 'ms' },
    { name: `create p99, ${at}`, value: create.p99, unit: 'ms', ...(isBusy ? { budget: 'at most 25' } : {}) },
    { name: `pay p50, ${at}`, value: pay.p50, unit: 'ms' },
    { name: `pay p99, ${at}`, value: pay.p99, unit: 'ms', ...(isBusy ? { budget: 'at most 25' } : {}) },
  ]
  const cpu = (rounds: readonly (FloorRound | ProductRound)[], of: 'process' | 'database') => {
    const known = rounds.map((round) => round.cpu[of]).filter((ms) => ms !== null)
    return known.length === rounds.length ? median(known) : null
  }
  rows.push(
    {
      name: `CPU of the server a checkout, ${at}`,
      value: cpu(product, 'process'),
      unit: 'ms',
      floor: cpu(floor, 'process'),
      ...(isBusy ? { budget: 'at most 1.5' } : {}),
    },
    {
      name: `CPU of the database a checkout, ${at}`,
      value: cpu(product, 'database'),
      unit: 'ms',
      floor: cpu(floor, 'database'),
    },
  )
  return rows
}
