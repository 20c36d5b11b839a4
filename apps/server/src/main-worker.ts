import { wakeOthers } from './platform/jobs/wake-others.ts'
import { openServices } from './platform/services.ts'
import { runProgram, sharedDatabase } from './run-program.ts'
import { startWorker } from './worker.ts'
import { serveWorkerHealth } from './worker-health.ts'

/** `flint worker`: webhooks, mail, timers and clean-up, for all environments of the database it shares. */
await runProgram(async ({ config, log, onStop }) => {
  const databaseUrl = await sharedDatabase('flint worker', config)
  const services = await openServices(config, databaseUrl, { log })
  onStop(() => services.db.close())
  const others = wakeOthers(services.wakeups, databaseUrl, log)
  onStop(() => others.close())
  const worker = startWorker(services)
  onStop(() => worker.stop())
  const health =
    config.workerPort === null ? null : await serveWorkerHealth(services, worker, config.workerPort)
  if (health) onStop(() => health.close())
  const healthUrl = health?.url ?? null
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ health_url: healthUrl, pid: process.pid }))
  else
    console.log(
      `\nFlint's worker is running.${healthUrl === null ? '' : ` Its health: ${healthUrl}`}\n\nStop with Ctrl+C.\n`,
    )
})
