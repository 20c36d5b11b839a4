/**
 * Tells the workers of this process that there is something to do, right after COMMIT, so that they need not
 * wait for their next look. Other processes are told by `wake-others.ts`, or find the work by looking.
 */
export type Wakeups = {
  wake(topic: WakeupTopic): void
  on(topic: WakeupTopic, listener: () => void): () => void
}
/**
 * events: the outbox has work; recorded: events were committed, whether or not anyone has an endpoint; environments: what is
 * cached of keys and environments no longer holds.
 */
export type WakeupTopic = 'events' | 'recorded' | 'deliveries' | 'timers' | 'environments'

export const localWakeups = (): Wakeups => {
  const listeners = new Map<WakeupTopic, Set<() => void>>()
  return {
    wake: (topic) => {
      for (const listener of listeners.get(topic) ?? []) listener()
    },
    on: (topic, listener) => {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set)
      set.add(listener)
      return () => set.delete(listener)
    },
  }
}
