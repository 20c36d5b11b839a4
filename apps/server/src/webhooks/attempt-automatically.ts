import { clockOf, idsOf } from '../platform/clock/own-clock.ts'
import type { Services } from '../platform/context.ts'
import { seededIds } from '../platform/ids/seeded-ids.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import type { DeliveryTrigger } from './delivery.ts'
import { attemptWithFaults } from './delivery-faults.ts'
import type { DueDelivery } from './queue-queries.ts'
import type { DeliveryAgents } from './send-delivery.ts'
import { type SettledAttempt, type TakenDelivery, settleAttempt } from './settle-attempt.ts'

/** Makes the next attempt of a delivery that the worker has taken, and decides what follows from it. */
export const attemptAutomatically = async (
  services: Services,
  delivery: DueDelivery,
  agents: DeliveryAgents,
): Promise<SettledAttempt> => {
  const { taken, environment } = delivery
  const ids = idsFor(services, delivery)
  const outcome = await attemptWithFaults(
    { mode: environment.mode, faults: environment.faults, ids },
    taken,
    clockOf(services.systemClock, environment.ownClock),
    (fault) => attemptDelivery(services, delivery, agents, fault && { 'Flint-Fault': fault }),
  )
  return settleAttempt(taken, triggerOf(taken), outcome, {
    attemptId: ids.newId('wdat'),
    random: ids.random(),
  })
}

const triggerOf = ({ isResendQueued, automaticAttemptCount }: TakenDelivery): DeliveryTrigger => {
  if (isResendQueued) return 'manual_resend'
  return automaticAttemptCount === 0 ? 'automatic_delivery' : 'automatic_retry'
}

/** Where time stands still and is moved by hand, chance follows from the delivery: two equal sandboxes stay equal. */
const idsFor = (services: Services, { environment, taken }: DueDelivery) =>
  environment.ownClock?.frozenAt
    ? seededIds(
        `${taken.webhookDeliveryId} ${taken.attemptCount}`,
        clockOf(services.systemClock, environment.ownClock),
      )
    : idsOf(services, environment)
