import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again until it is so. What is waited for is named, because it is all that a failure can say. */
export const waitFor = async (
  what: string,
  isSo: () => Promise<boolean> | boolean,
  { withinMs = 30_000, everyMs = 25 } = {},
): Promise<void> => {
  for (let waitedMs = 0; waitedMs <= withinMs; waitedMs += everyMs) {
    if (await isSo()) return
    await sleep(everyMs)
  }
  throw new Error(`Waited ${withinMs} ms in vain: ${what}`)
}
