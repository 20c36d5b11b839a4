import { noFaults } from '../platform/faults/faults.ts'
import { type Faulty, strike } from '../platform/faults/strike.ts'
import { lostFailure } from './delivery-failure.ts'
import { maxAutomaticAttempts } from './retry-schedule.ts'
import { type DeliveryClock, type DeliveryOutcome, noAnswer } from './send-delivery.ts'

/** Sends a delivery once; told the fault when it is not what the endpoint would get anyway. */
type Send = (fault?: 'webhook_duplicates') => Promise<DeliveryOutcome>

/**
 * Makes an automatic attempt as a sandbox's faults want it: lost on the way there or back, or sent a second time once
 * it has arrived. The last attempt of the schedule is never lost, so that every event arrives in the end. What was held back
 * was so when the delivery was made: see `webhook_hold` in the migrations.
 */
export const attemptWithFaults = async (
  faulty: Faulty,
  { automaticAttemptCount }: { automaticAttemptCount: number },
  clock: Pick<DeliveryClock, 'now'>,
  send: Send,
): Promise<DeliveryOutcome> => {
  if (faulty.faults === noFaults) return send()
  const isLast = automaticAttemptCount + 1 >= maxAutomaticAttempts
  const drop = isLast ? null : strike(faulty, 'webhook_drops')
  if (drop?.lost === 'request') return nothingSent(clock.now())
  const outcome = await send()
  if (outcome.failure === null && strike(faulty, 'webhook_duplicates')) await send('webhook_duplicates')
  return drop ? { ...outcome, ...noAnswer, failure: lostFailure('answer') } : outcome
}

const nothingSent = (at: string): DeliveryOutcome => ({
  startedAt: at,
  completedAt: at,
  durationMilliseconds: 0,
  ...noAnswer,
  failure: lostFailure('request'),
})
