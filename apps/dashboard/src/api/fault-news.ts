/** Tells the bar above all pages that somebody has switched faults of a sandbox. */
const listeners = new Set<() => void>()

export const faultNews = {
  tell: (): void => {
    for (const listener of listeners) listener()
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
