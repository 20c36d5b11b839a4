import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { type TimerHandler, setTimer } from '../platform/jobs/timers.ts'
import { disabled, disablingScheduledAt } from './endpoint.ts'
import { lockEndpoint, saveEndpoint, suppressPendingDeliveries } from './endpoint-queries.ts'
import { disablingTimer } from './failing-endpoint-queries.ts'

/** An endpoint to which nothing could be delivered for the whole span, with notice since its beginning. See decision 0022. */
export const disableFailingEndpoint = (ctx: Context, webhookEndpointId: string): Promise<void> =>
  transact(ctx, { endpoint: lockEndpoint(ctx, webhookEndpointId) }, ({ endpoint }) => {
    const dueAt = endpoint && disablingScheduledAt(endpoint)
    if (!endpoint || dueAt === null) return { result: undefined, writes: [] }
    // Planned for another failure than the one that counts.
    if (dueAt > ctx.now)
      return { result: undefined, writes: [setTimer(ctx, disablingTimer, webhookEndpointId, dueAt)] }
    return {
      result: undefined,
      writes: [
        saveEndpoint(disabled(endpoint, 'deliveries_failing', ctx.now)),
        suppressPendingDeliveries(ctx, webhookEndpointId),
      ],
    }
  })

export const webhookTimers: Record<string, TimerHandler> = { [disablingTimer]: disableFailingEndpoint }
