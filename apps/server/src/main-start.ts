import { buildCheckout } from '../../checkout/build.ts'
import { buildApp } from './app.ts'
import { seed } from './merchants/seed.ts'
import { InvalidConfig, readConfig } from './platform/config/config.ts'
import { DataFolderInUse, startEmbeddedPostgres } from './platform/db/embedded-postgres.ts'
import { migrate } from './platform/db/migrate.ts'
import { jsonLogger } from './platform/log/logger.ts'
import { WrongSecret, openServices } from './platform/services.ts'
import { taxTables } from './tax/index.ts'
import { printWelcome } from './welcome.ts'
import { startWorker } from './worker.ts'

/**
 * `flint start`: everything in one process, over the embedded database unless DATABASE_URL names another.
 * What is started is ended in the reverse order, once, however often a signal arrives.
 */
const started: (() => Promise<unknown>)[] = []
let ending: Promise<void> | null = null

const end = (exitCode: number): Promise<void> => {
  ending ??= (async () => {
    for (const stop of started.reverse()) await stop().catch((error) => console.error(error))
    process.exit(exitCode)
  })()
  return ending
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
// The parent is gone without a word: nobody is left to tell us when to stop.
process.on('disconnect', () => void end(0))
process.channel?.unref()

const start = async () => {
  const config = readConfig(process.env)
  // A mistake in the file of rates ends the start, not an order.
  taxTables(config)
  const log = jsonLogger(config.logLevel)
  // Beside the database's start, which takes as long. Its failure is met below, where it is waited for.
  const building = buildCheckout()
  building.catch(() => {})
  let databaseUrl = config.databaseUrl
  if (!databaseUrl) {
    const database = await startEmbeddedPostgres({
      dataDir: config.dataDir,
      // Every refused duplicate is an ERROR line there; only what ends a connection or the server matters here.
      log: (line) => {
        if (/FATAL|PANIC/.test(line) && !ending) log.warn('The database said', { line })
      },
    })
    started.push(() => database.stop())
    process.send?.({ databasePid: database.pid })
    databaseUrl = database.url
  }
  await migrate(databaseUrl)
  const services = await openServices(config, databaseUrl, { log })
  started.push(() => services.db.close())
  const seeded = await seed(services)
  const worker = startWorker(services)
  started.push(() => worker.stop())
  const app = await buildApp(services, { checkoutDirectory: (await building).directory })
  started.push(() => app.close())
  await app.listen({ host: config.host, port: config.port })
  printWelcome(config, seeded, process.argv.includes('--json'))
}

try {
  await start()
} catch (error) {
  if (!ending) {
    const isExpected =
      error instanceof DataFolderInUse ||
      error instanceof InvalidConfig ||
      error instanceof WrongSecret ||
      isPortInUse(error)
    console.error(isExpected ? `flint: ${isPortInUse(error) ? portInUse(error) : error.message}` : error)
    await end(isExpected ? 2 : 1)
  }
}

type PortInUse = Error & { code: string; address: string; port: number }

function isPortInUse(error: unknown): error is PortInUse {
  return (error as { code?: string }).code === 'EADDRINUSE'
}

function portInUse({ address, port }: PortInUse): string {
  return `Port ${port} on ${address} is in use. Stop what uses it, or set PORT to another.`
}
