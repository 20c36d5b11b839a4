import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again until there is an answer, and returns it. What is waited for is named, because it is all that a failure can say. */
export const waitFor = async <T>(
  what: string,
  look: () => T | Promise<T>,
  { withinMs = 30_000, everyMs = 15 } = {},
): Promise<NonNullable<T>> => {
  const untilMs = performance.now() + withinMs
  for (;;) {
    const found = await look()
    if (found) return found
    if (performance.now() > untilMs) throw new Error(`Waited ${withinMs} ms in vain: ${what}`)
    await sleep(everyMs)
  }
}
