import type { Logger } from '../log/logger.ts'

export type Loop = { stop(): Promise<void> }

export type WatchedLoop = Loop & {
  /** The names of those among it that have not ended a turn well for a minute longer than they rest. */
  late(): string[]
}

const lateAfterMs = 60_000

/**
 * Does a kind of work again and again: at once when woken or while there is more, else every `everyMs`.
 * An error is logged and the work is tried again at the next turn; it never ends the process.
 */
export const startLoop = (options: {
  name: string
  everyMs: number
  log: Logger
  /** Says how much it did; above zero it is called again at once. */
  work: () => Promise<number>
  onWake?: (wake: () => void) => () => void
}): WatchedLoop => {
  let doneAtMs = performance.now()
  let isStopped = false
  let isWoken = false
  let rest: (() => void) | null = null
  const wake = () => {
    isWoken = true
    rest?.()
  }
  const unsubscribe = options.onWake?.(wake)
  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.everyMs)
      rest = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    while (!isStopped) {
      isWoken = false
      let done = 0
      try {
        done = await options.work()
        doneAtMs = performance.now()
      } catch (error) {
        if (!isStopped) options.log.error(`${options.name} failed`, { error })
      }
      if (done === 0 && !isWoken && !isStopped) await sleep()
      rest = null
    }
  }
  const running = run()
  return {
    late: () => (performance.now() - doneAtMs > options.everyMs + lateAfterMs ? [options.name] : []),
    stop: async () => {
      isStopped = true
      unsubscribe?.()
      rest?.()
      await running
    },
  }
}
