import type { Clock } from '../platform/clock/clock.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'

/** Exports, or imports, that run in this process: each holds a connection for as long as its other side takes. */
const atOnce = 2

/** However slowly the other side reads or sends. */
export const transferMs = 10 * 60_000

export type Transfers = {
  /** Refuses SERVICE_UNAVAILABLE. One at a time for each merchant. @returns What ends it. */
  begin(merchantId: string): () => void
}

export const transfers = (what: 'export' | 'import'): Transfers => {
  const running = new Set<string>()
  const refuseNow = (message: string) => refuse(httpErrors.SERVICE_UNAVAILABLE, { message })
  return {
    begin: (merchantId) => {
      if (running.has(merchantId)) throw refuseNow(`Another ${what} of this merchant is under way.`)
      if (running.size >= atOnce) throw refuseNow(`${atOnce} ${what}s are under way.`)
      running.add(merchantId)
      return () => void running.delete(merchantId)
    },
  }
}

/** What has not arrived by then is waited for no longer. A sender that sends nothing is cut off long before. */
export async function* untilDeadline(bytes: AsyncIterable<Buffer>, clock: Clock): AsyncGenerator<Buffer> {
  const deadlineMs = clock.nowMs() + transferMs
  for await (const chunk of bytes) {
    if (clock.nowMs() > deadlineMs)
      throw refuse(httpErrors.SERVICE_UNAVAILABLE, {
        message: `The file did not arrive within ${transferMs / 60_000} minutes.`,
      })
    yield chunk
  }
}
