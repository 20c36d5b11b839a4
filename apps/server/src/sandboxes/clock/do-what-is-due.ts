import type { Services } from '../../platform/context.ts'
import { type TimerHandlers, runDueTimersIn } from '../../platform/jobs/timers.ts'
import { attemptsOfOneSandbox } from '../../webhooks/index.ts'
import type { DoWhatIsDue, DoneAt } from './move-clock.ts'

/** Timers first, then the webhooks that they caused: as the worker does both, but for one sandbox. */
export const whatIsDue = (
  services: Services,
  handlers: TimerHandlers,
): { doWhatIsDue: DoWhatIsDue; close(): void } => {
  const attempts = attemptsOfOneSandbox(services)
  return {
    doWhatIsDue: async (environmentId, at, isOver) => {
      const timers = await runDueTimersIn(services, environmentId, handlers)
      const made = await attempts.makeDue(environmentId, isOver)
      return [
        ...timers.map((timer): DoneAt => ({ type: 'timer', at, timer })),
        ...made.map(({ delivery, attempt }): DoneAt => ({
          type: 'attempt',
          at,
          webhookDeliveryId: delivery.webhookDeliveryId,
          attemptNumber: attempt.attemptNumber,
          isDelivered: attempt.attemptStatus === 'delivered',
        })),
      ]
    },
    close: attempts.close,
  }
}
