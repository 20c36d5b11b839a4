import { ApiRefusal } from '../api-request.ts'
import type { Checkout } from '../checkout.ts'
import { retrySafely } from '../retry-safely.ts'
import type { HostedApi } from './hosted-api.ts'
import type { HostedPayment } from './hosted-shapes.ts'
import { firstHostedState, isOver, type HostedState } from './hosted-state.ts'

interface HostedSurroundings {
  readonly api: Pick<HostedApi, 'getPayment' | 'cancelPayment'>
  readonly checkout: Pick<Checkout, 'getState' | 'subscribe' | 'lookAgain'>
  wait(ms: number): Promise<void>
  newKey(): string
}

/** One hosted payment in one tab: a single attempt, around which the checkout session does the paying. */
export interface HostedPage {
  getState(): HostedState
  subscribe(listener: () => void): () => void
  load(): Promise<void>
  /** The payer gives up; the payment ends. */
  cancel(): Promise<void>
}

/** How often the payment is read until it says what the checkout knows already. */
const settleWaitsMs = [0, 700, 1500, 3000, 5000] as const

/** What a checkout does only where its payer has pressed the button in this tab, or had before a reload. */
const ownDoing: ReadonlySet<string> = new Set(['paying', 'challenge', 'confirming'])

const isRefusedAccess = (error: unknown): boolean =>
  error instanceof ApiRefusal && [400, 401, 403, 404].includes(error.status)

export const createHostedPage = ({ api, checkout, wait, newKey }: HostedSurroundings): HostedPage => {
  let state = firstHostedState
  const listeners = new Set<() => void>()
  const set = (change: Partial<HostedState>): void => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const accept = (payment: HostedPayment): void => {
    // What has ended stays so: an answer that was on its way since before that is not believed.
    if (state.payment !== null && state.payment.outcome !== 'open') return
    set({ payment, load: 'ready' })
  }
  const isOpen = (): boolean => state.payment === null || state.payment.outcome === 'open'

  const read = async (): Promise<void> => {
    try {
      accept(await retrySafely(() => api.getPayment(), wait))
    } catch (error) {
      if (isRefusedAccess(error)) set({ load: 'missing' })
      else if (state.payment === null) set({ load: 'unreachable' })
    }
  }

  /** Reads what an end means: how the payment ended, and where the payer goes on. */
  const settle = async (): Promise<void> => {
    if (state.isSettling || state.payment === null || !isOpen()) return
    set({ isSettling: true })
    for (const ms of settleWaitsMs) {
      await wait(ms)
      await read()
      if (!isOpen() || !isOver(checkout.getState())) break
    }
    set({ isSettling: false })
  }

  let wasIdle = true
  checkout.subscribe(() => {
    const now = checkout.getState()
    const { kind } = now.activity
    if (ownDoing.has(kind) && !state.hasActed) set({ hasActed: true })
    const hasStopped = kind === 'idle' && !wasIdle
    wasIdle = kind === 'idle'
    if (hasStopped || (kind === 'idle' && isOver(now))) void settle()
  })

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async load() {
      await read()
      if (isOver(checkout.getState())) await settle()
    },

    async cancel() {
      if (state.cancel === 'canceling' || !isOpen() || checkout.getState().activity.kind !== 'idle') return
      set({ cancel: 'canceling', hasActed: true })
      const key = newKey()
      try {
        accept(await retrySafely(() => api.cancelPayment(key), wait))
        set({ cancel: 'idle' })
      } catch (error) {
        // A payment runs, begun in another tab: then that is what the page shows.
        const isRunning = error instanceof ApiRefusal && error.status === 409
        set({ cancel: isRunning ? 'idle' : 'failed' })
        await checkout.lookAgain()
      }
    },
  }
}
