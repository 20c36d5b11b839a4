import { buildApp } from './app.ts'
import { seed } from './merchants/seed.ts'
import { warnOfPlainHttp } from './platform/http/https.ts'
import { wakeOthers } from './platform/jobs/wake-others.ts'
import { openServices } from './platform/services.ts'
import { beginBuildingPages, runProgram, sharedDatabase } from './run-program.ts'
import { printWelcome } from './welcome.ts'

/** `flint api`: answers requests and serves pages, and keeps nothing. What is due later is a worker's. */
await runProgram(async ({ config: read, log, onStop }) => {
  const { store } = read.rateLimits
  // There may be more nodes than this one: their limits are one.
  const config = { ...read, rateLimits: { ...read.rateLimits, store: store ?? 'database' } }
  const building = beginBuildingPages()
  const databaseUrl = await sharedDatabase('flint api', config)
  const services = await openServices(config, databaseUrl, { log })
  onStop(() => services.db.close())
  const others = wakeOthers(services.wakeups, databaseUrl, log)
  onStop(() => others.close())
  const seeded = await seed(services)
  const app = await buildApp(services, await building)
  onStop(() => app.close())
  await app.listen({ host: config.host, port: config.port })
  warnOfPlainHttp(config, log)
  printWelcome(config, seeded, process.argv.includes('--json'))
})
