/** One call that the page has made, as it can be repeated by hand. */
export type MadeCall = {
  id: number
  method: string
  /** With its query. */
  path: string
  body: unknown
  /** It held what nobody should find here: see `isPrivate`. */
  isBodyHidden?: boolean
  idempotencyKey: string | null
  /** Null until it is answered, and when it never is. */
  status: number | null
  requestId: string | null
  durationMs: number | null
}

/** More than a page makes in an hour of following a list. */
const mostCalls = 50

/** What people say of themselves and their papers, and what opens accounts: passwords, codes, tokens. */
const privatePath =
  /^\/v1\/(merchants\/[^/]+\/verification|onboarding|operator|dashboard\/(sign-|verify-|password-|team\/))/
const isPrivate = (path: string): boolean => privatePath.test(path)

/** Remembers the calls behind the page that is open: what "Show API calls" prints. */
export const createCallLog = () => {
  let calls: readonly MadeCall[] = []
  let lastId = 0
  const listeners = new Set<() => void>()
  const change = (next: readonly MadeCall[]) => {
    calls = next
    for (const listener of listeners) listener()
  }

  return {
    /** @returns What to tell when the answer is there. */
    note: (call: Pick<MadeCall, 'method' | 'path' | 'body' | 'idempotencyKey'>) => {
      const id = ++lastId
      const hidden =
        call.body !== undefined && isPrivate(call.path) ? { body: undefined, isBodyHidden: true } : {}
      const made: MadeCall = { ...call, ...hidden, id, status: null, requestId: null, durationMs: null }
      // A list that is read again and again is one line.
      const others = calls.filter(
        ({ method, path }) => call.method !== 'GET' || method !== 'GET' || path !== call.path,
      )
      change([...others, made].slice(-mostCalls))
      return (answer: Pick<MadeCall, 'status' | 'requestId' | 'durationMs'>) =>
        change(calls.map((each) => (each.id === id ? { ...each, ...answer } : each)))
    },
    /** Another page is open now. */
    clear: () => change([]),
    read: () => calls,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export type CallLog = ReturnType<typeof createCallLog>
