import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchChild } from './child-process.ts'
import type { FloorResult, FloorRun } from './floor.ts'
import type { LoadResult, LoadRun } from './load.ts'
import { cpuMsOf, cpuMsOfTree, memoryBytesOf } from './process-usage.ts'

/** What runs while the bench measures. */
export type Stage = {
  load: BenchChild<LoadRun, LoadResult>
  floor: BenchChild<FloorRun, FloorResult>
  port: number
  serverPid: number
  databasePid: number
  /** One key per merchant. */
  keys: readonly string[]
  /** The same merchants', for the Flowlix API. */
  flowlixKeys: readonly string[]
}

/** CPU in milliseconds a checkout; null where the system does not tell. */
export type Cpu = { process: number | null; database: number | null }
export type FloorRound = FloorResult & { perSecond: number; cpu: Cpu }
export type ProductRound = LoadResult & { perSecond: number; cpu: Cpu; memoryBytes: number | null }

const memoryEveryMs = 250

export const measureFloor = async (stage: Stage, run: FloorRun): Promise<FloorRound> => {
  const measured = await withCpu(stage, stage.floor.pid, () => stage.floor.run(run))
  return { ...measured, perSecond: measured.checkouts / measured.seconds }
}

export const measureProduct = async (
  stage: Stage,
  run: Omit<LoadRun, 'port' | 'keys'> & { keys?: readonly string[] },
): Promise<ProductRound> => {
  let memoryBytes: number | null = null
  const watch = setInterval(async () => {
    const bytes = await memoryBytesOf(stage.serverPid)
    if (bytes !== null) memoryBytes = Math.max(memoryBytes ?? 0, bytes)
  }, memoryEveryMs)
  try {
    const measured = await withCpu(stage, stage.serverPid, () =>
      stage.load.run({ port: stage.port, keys: stage.keys, ...run }),
    )
    return { ...measured, perSecond: measured.checkouts / measured.seconds, memoryBytes }
  } finally {
    clearInterval(watch)
  }
}

/** What earlier work left behind (request logs, webhooks, vacuum) should not be counted here. */
const settleMs = 500

const withCpu = async <R extends { checkouts: number }>(
  stage: Stage,
  pid: number,
  run: () => Promise<R>,
): Promise<R & { cpu: Cpu }> => {
  await sleep(settleMs)
  const before = await Promise.all([cpuMsOf(pid), cpuMsOfTree(stage.databasePid)])
  const result = await run()
  const after = await Promise.all([cpuMsOf(pid), cpuMsOfTree(stage.databasePid)])
  const perCheckout = (index: 0 | 1) =>
    before[index] === null || after[index] === null ? null : (after[index] - before[index]) / result.checkouts
  return { ...result, cpu: { process: perCheckout(0), database: perCheckout(1) } }
}
