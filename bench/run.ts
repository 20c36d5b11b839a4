import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { seed } from '../apps/server/src/merchants/seed.ts'
import { readConfig } from '../apps/server/src/platform/config/config.ts'
import { startEmbeddedPostgres } from '../apps/server/src/platform/db/embedded-postgres.ts'
import { migrate } from '../apps/server/src/platform/db/migrate.ts'
import { openServices } from '../apps/server/src/platform/services.ts'
import { startChild } from './child-process.ts'
import { callerTo } from './caller.ts'
import { measureClockAdvance } from './clock-advance.ts'
import { startFlint } from './flint-server.ts'
import { measureKnowingAndLogging } from './knowing-and-logging.ts'
import { fillOrders, measureListPages } from './long-lists.ts'
import { measureLongOrders } from './long-orders.ts'
import { addMerchant } from './merchants.ts'
import { type Stage, measureProduct } from './measure.ts'
import { type Plan, fullPlan, measureAll, measureWebhooks, quickPlan, warmUp } from './plan.ts'
import { tableOf, toRow } from './report.ts'
import { measureStarts } from './start-time.ts'
import { measureDeliveries } from './webhook-deliveries.ts'

/**
 * `npm run bench`: starts a database and a server of its own, measures, prints a table with the ratio to the floor.
 *
 *   npm run bench -- --quick         shorter rounds, one of each: for a look, not for a decision
 *   npm run bench -- --json FILE     also writes the rows as JSON
 *   npm run bench -- --lists         instead: pages of lists among a million orders; takes minutes
 *   npm run bench -- --platform      instead: webhooks, sandbox clocks, the cost of authentication and logging only
 *
 * Processes: this one, which only waits; the database; the server, as `npm start` starts it; the load generator; the
 * floor. See README.md for what each row means.
 */
const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    lists: { type: 'boolean', default: false },
    platform: { type: 'boolean', default: false },
  },
})
const listedOrders = 1_000_000
const plan: Plan = options.quick ? quickPlan : fullPlan
const say = (text: string) => process.stderr.write(`${text}\n`)

const folder = await mkdtemp(join(tmpdir(), 'flint-bench-'))
const cleanUps: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
let cleaning: Promise<void> | null = null
const cleanUp = () =>
  (cleaning ??= (async () => {
    for (const step of cleanUps.reverse()) await step().catch((error: unknown) => say(String(error)))
  })())
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void cleanUp().then(() => process.exit(1)))

try {
  const database = await startEmbeddedPostgres({ dataDir: join(folder, 'database'), log: () => {} })
  cleanUps.push(() => database.stop())
  await migrate(database.url)
  const env = {
    DATABASE_URL: database.url,
    FLINT_DATA_DIR: join(folder, 'server'),
    FLINT_SECRET: randomBytes(32).toString('hex'),
    // One machine asks as fast as it can; the limits are for strangers.
    FLINT_RATE_LIMIT_PER_KEY: '0',
    FLINT_RATE_LIMIT_PER_MERCHANT: '0',
    FLINT_RATE_LIMIT_PER_IP: '0',
    FLOWLIX_RATE_LIMIT_PER_MINUTE: '0',
  }
  const services = await openServices(readConfig(env), database.url)
  // The first merchant is the one that a start makes; the bench's own come after it.
  await seed(services)
  const keys: string[] = []
  const flowlixKeys: string[] = []
  for (let index = 0; index < plan.merchants; index++) {
    const { key, flowlixKey } = await addMerchant(services)
    keys.push(key)
    flowlixKeys.push(flowlixKey)
  }
  cleanUps.push(() => services.db.close())
  const server = await startFlint(env)
  cleanUps.push(server.stop)

  const call = callerTo(server.port)
  cleanUps.push(async () => call.close())
  const measureLists = async () => {
    say(`Making ${listedOrders} orders.`)
    const lists = await fillOrders(services, listedOrders, call)
    say('Reading pages of them.')
    return measureListPages(lists, call, plan.listRounds)
  }
  const openStage = async (): Promise<Stage> => {
    const load = await startChild<never, never>('./load.ts', {})
    cleanUps.push(load.stop)
    const floor = await startChild<never, never>('./floor.ts', {
      ...env,
      BENCH_MERCHANTS: String(plan.merchants),
    })
    cleanUps.push(floor.stop)
    return {
      load,
      floor,
      port: server.port,
      serverPid: server.pid,
      databasePid: database.pid,
      keys,
      flowlixKeys,
    }
  }
  const measurePlatform = async (stage: Stage) => {
    say('Sandbox clocks, authentication, request log, deliveries.')
    const clocks = await measureClockAdvance(services, call, plan.clockAdvances)
    const calls = await measureKnowingAndLogging(services, stage, env, plan)
    const deliveries = await measureDeliveries(
      services,
      env,
      database.pid,
      plan.deliveries,
      call,
      server.stop,
    )
    return [...clocks, ...calls, ...deliveries]
  }
  const measureCheckouts = async () => {
    const stage = await openStage()
    const checkouts = await measureAll(stage, plan, say)
    say('Long orders, then starts.')
    const longOrders = await measureLongOrders(call, keys[1]!, plan.lineChanges)
    const platform = await measurePlatform(stage)
    const starts = await measureStarts(join(folder, 'starts'), plan.starts)
    return [...checkouts, ...longOrders, ...platform, ...starts]
  }
  const measurePlatformAlone = async () => {
    const stage = await openStage()
    say('Warming up, then webhooks.')
    await warmUp(plan, (run) => measureProduct(stage, run))
    const webhooks = await measureWebhooks(stage, plan)
    return [...webhooks, ...(await measurePlatform(stage))]
  }
  const measured = await (options.lists
    ? measureLists()
    : options.platform
      ? measurePlatformAlone()
      : measureCheckouts())
  console.log(
    `\nOn ${availableParallelism()} cores, Node ${process.versions.node}; everything shares them.\n`,
  )
  console.log(tableOf(measured))
  if (options.json) await writeFile(options.json, `${JSON.stringify(measured.map(toRow), null, 2)}\n`)
} finally {
  await cleanUp()
}
process.exit()
