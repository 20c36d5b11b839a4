import { declines } from '../payments/declines.ts'
import { transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import type { TimerHandler } from '../platform/jobs/timers.ts'
import { methodTimers } from './keep-card.ts'
import { revised, statusAt } from './payment-method.ts'
import { lockPaymentMethod, savePaymentMethods } from './queries.ts'
import { failed } from './record-set-up.ts'

const nothing = { result: undefined, writes: [] }

/** What happens to saved cards by time alone: a set-up that nobody ended fails, a card whose month passed expires. */
export const paymentMethodTimers: Record<string, TimerHandler> = {
  [methodTimers.setUp]: (ctx, paymentMethodId) =>
    transact(ctx, { method: lockPaymentMethod(ctx, paymentMethodId) }, ({ method }) => {
      if (method?.status !== 'pending' || !method.setUp || method.setUp.expiresAt > ctx.now) return nothing
      const code = method.setUp.challengeUrl === null ? 'payment_not_completed' : 'payment_action_expired'
      const { events, writes } = failed(ctx, revised(method, ctx.now, {}), code, declines[code].message)
      return { result: undefined, writes: [...writes, ...recordEvents(ctx, events)], wake: ['events'] }
    }),
  [methodTimers.expiry]: (ctx, paymentMethodId) =>
    transact(ctx, { method: lockPaymentMethod(ctx, paymentMethodId) }, ({ method }) =>
      method?.status === 'active' && statusAt(method, ctx.now) === 'expired'
        ? {
            result: undefined,
            writes: [savePaymentMethods([revised(method, ctx.now, { status: 'expired' })])],
          }
        : nothing,
    ),
}
