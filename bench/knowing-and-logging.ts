import type { Services } from '../apps/server/src/platform/context.ts'
import { authenticationCpuMs } from './authentication.ts'
import { startFlint } from './flint-server.ts'
import { type ProductRound, type Stage, measureProduct } from './measure.ts'
import { median } from './percentiles.ts'
import type { Measured } from './report.ts'

const workers = 8

/**
 * The share of a checkout's CPU, server and database together, that goes into knowing the caller and logging the call.
 * Logging is what a second server without it saves, the two taking turns; for authentication see there. In CPU and not
 * in checkouts a second, since that is what the two cost wherever they run, and is far less noisy.
 */
export const measureKnowingAndLogging = async (
  services: Services,
  stage: Stage,
  env: Record<string, string>,
  plan: { rounds: number; roundSeconds: number },
): Promise<Measured[]> => {
  const silent = await startFlint({ ...env, FLINT_REQUEST_LOG: 'off' })
  const silentStage: Stage = { ...stage, port: silent.port, serverPid: silent.pid }
  const logged: ProductRound[] = []
  const unlogged: ProductRound[] = []
  try {
    const run = { workers, seconds: plan.roundSeconds }
    // The first round of a new server does not count.
    await measureProduct(silentStage, run)
    for (let round = 0; round < plan.rounds; round++) {
      logged.push(await measureProduct(stage, run))
      unlogged.push(await measureProduct(silentStage, run))
    }
  } finally {
    await silent.stop()
  }
  const rate = median(logged.map(({ perSecond }) => perSecond))
  const whole = cpuOf(logged)
  const authentication = await authenticationCpuMs(services, stage.keys, rate, stage.databasePid)
  const logging = whole - cpuOf(unlogged)
  return [
    { name: 'authentication, CPU a checkout', value: authentication, unit: 'ms', floor: whole },
    { name: 'request log, CPU a checkout', value: logging, unit: 'ms', floor: whole },
    {
      name: 'authentication and request log, of the CPU a checkout',
      value: (authentication + logging) / whole,
      unit: 'ratio',
      budget: 'at most 0.1',
    },
  ]
}

const cpuOf = (rounds: readonly ProductRound[]): number =>
  median(rounds.map(({ cpu }) => (cpu.process ?? NaN) + (cpu.database ?? NaN)))
