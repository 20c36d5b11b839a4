import { declines } from '../payments/declines.ts'
import { askAgainMs } from '../payments/ask-remote.ts'
import { expectProcessor } from '../payments/expect-takes-payments.ts'
import { plusMs } from '../platform/clock/clock.ts'
import { transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { type TimerHandler, setTimer } from '../platform/jobs/timers.ts'
import { methodTimers } from './keep-card.ts'
import { revised, statusAt } from './payment-method.ts'
import { lockPaymentMethod, savePaymentMethods } from './queries.ts'
import { failed } from './record-set-up.ts'
import { resolveSetUp } from './settle-set-up.ts'

const nothing = { result: undefined, writes: [] }

/** What happens to saved cards by time alone: a set-up that nobody ended fails, a card whose month passed expires. */
export const paymentMethodTimers: Record<string, TimerHandler> = {
  [methodTimers.resolve]: async (ctx, paymentMethodId) => void (await resolveSetUp(ctx, paymentMethodId)),
  [methodTimers.setUp]: async (ctx, paymentMethodId) => {
    // A remote processor may keep the card already: the buyer's page, which would have told, is gone.
    const found = expectProcessor(ctx).isRemote ? await resolveSetUp(ctx, paymentMethodId) : null
    if (found?.setUp?.unanswered !== undefined && found.status === 'pending')
      return ctx.db.run(setTimer(ctx, methodTimers.setUp, paymentMethodId, plusMs(ctx.now, askAgainMs)))
    await transact(ctx, { method: lockPaymentMethod(ctx, paymentMethodId) }, ({ method }) => {
      if (method?.status !== 'pending' || !method.setUp || method.setUp.expiresAt > ctx.now) return nothing
      const code = method.setUp.challengeUrl === null ? 'payment_not_completed' : 'payment_action_expired'
      const { events, writes } = failed(ctx, revised(method, ctx.now, {}), code, declines[code].message)
      return { result: undefined, writes: [...writes, ...recordEvents(ctx, events)], wake: ['events'] }
    })
  },
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
