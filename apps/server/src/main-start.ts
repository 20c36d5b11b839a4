import { buildApp } from './app.ts'
import { seed } from './merchants/seed.ts'
import { startEmbeddedPostgres } from './platform/db/embedded-postgres.ts'
import { migrate } from './platform/db/migrate.ts'
import { warnOfPlainHttp } from './platform/http/https.ts'
import { openServices } from './platform/services.ts'
import { type Program, beginBuildingPages, runProgram, sharedDatabase } from './run-program.ts'
import { seedOwner } from './users/index.ts'
import { printWelcome } from './welcome.ts'
import { startWorker } from './worker.ts'

/** `flint start`: everything in one process, over the embedded database unless DATABASE_URL names another. */
await runProgram(async (program) => {
  const { config, log } = program
  const building = beginBuildingPages()
  const databaseUrl = config.databaseUrl
    ? await sharedDatabase('flint start', config)
    : await ownDatabase(program)
  const services = await openServices(config, databaseUrl, { log })
  program.onStop(() => services.db.close())
  const seeded = await seed(services)
  const owner = await seedOwner(services, seeded.merchantId)
  const worker = startWorker(services)
  program.onStop(() => worker.stop())
  const app = await buildApp(services, await building)
  program.onStop(() => app.close())
  await app.listen({ host: config.host, port: config.port })
  warnOfPlainHttp(config, log)
  printWelcome(config, seeded, process.argv.includes('--json'), owner?.signInUrl)
})

async function ownDatabase({ config, log, onStop, isEnding }: Program): Promise<string> {
  const database = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    // Every refused duplicate is an ERROR line there; only what ends a connection or the server matters here.
    log: (line) => {
      if (/FATAL|PANIC/.test(line) && !isEnding()) log.warn('The database said', { line })
    },
  })
  onStop(() => database.stop())
  process.send?.({ databasePid: database.pid })
  await migrate(database.url)
  return database.url
}
