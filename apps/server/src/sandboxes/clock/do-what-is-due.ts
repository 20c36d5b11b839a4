import { noticesOfOneSandbox } from '../../flowlix/notices/index.ts'
import type { Services } from '../../platform/context.ts'
import { type TimerHandlers, runDueTimersIn } from '../../platform/jobs/timers.ts'
import { attemptsOfOneSandbox } from '../../webhooks/index.ts'
import type { DoWhatIsDue, DoneAt } from './move-clock.ts'

/** Timers first, then the webhooks and notices that they caused: as the worker does both, but for one sandbox. */
export const whatIsDue = (
  services: Services,
  handlers: TimerHandlers,
): { doWhatIsDue: DoWhatIsDue; close(): void } => {
  const attempts = attemptsOfOneSandbox(services)
  const notices = noticesOfOneSandbox(services)
  return {
    doWhatIsDue: async (environmentId, at, isOver) => {
      const timers = await runDueTimersIn(services, environmentId, handlers)
      const made = await attempts.makeDue(environmentId, isOver)
      const sent = await notices.makeDue(environmentId, isOver)
      return [
        ...timers.map((timer): DoneAt => ({ type: 'timer', at, timer })),
        ...made.map(({ delivery, attempt }): DoneAt => ({
          type: 'attempt',
          at,
          webhookDeliveryId: delivery.webhookDeliveryId,
          attemptNumber: attempt.attemptNumber,
          isDelivered: attempt.attemptStatus === 'delivered',
        })),
        ...sent.map(({ notice, isDelivered }): DoneAt => ({
          type: 'notice',
          at,
          noticeId: notice.noticeId,
          attemptNumber: notice.attemptCount,
          isDelivered,
        })),
      ]
    },
    close: () => {
      attempts.close()
      notices.close()
    },
  }
}
