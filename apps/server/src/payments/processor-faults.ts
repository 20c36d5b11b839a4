import { plusMs } from '../platform/clock/clock.ts'
import { type Faulty, strike } from '../platform/faults/strike.ts'
import { declineCodeOf, declineOf } from './declines.ts'
import type { AuthorizeRequest, ProcessorAnswer, RefundAnswer } from './processors/processor.ts'

/** A processor whose answer was lost is asked again after this long, by the sandbox's clock. */
export const lostAnswerMs = 30_000

/**
 * What a sandbox's faults make of the answer to a call that charges. A card that would have gone on is declined by a
 * storm; money that was taken or held is not heard of until the processor is asked again. What has failed anyway, or
 * is not known yet, stays as it is.
 */
export const faultyAnswer = (
  ctx: Faulty,
  request: AuthorizeRequest,
  answer: ProcessorAnswer,
): ProcessorAnswer => {
  const { decline_storm: storm, processor_timeouts: timeouts } = ctx.faults
  if (storm && canStorm(request, answer)) {
    const hit = strike(ctx, 'decline_storm')
    if (hit) return declinedOnPurpose(request, answer, hit.decline_code)
  }
  const isCharged = answer.outcome === 'succeeded' || answer.outcome === 'authorized'
  if (timeouts && isCharged && strike(ctx, 'processor_timeouts'))
    return { outcome: 'unknown', reference: null, askAgainAt: plusMs(request.now, lostAnswerMs) }
  return answer
}

/** The money went back, but nobody heard of it. A refund that is on its way is asked about anyway. */
export const faultyRefundAnswer = (ctx: Faulty, answer: RefundAnswer): RefundAnswer =>
  ctx.faults.processor_timeouts && answer.outcome === 'succeeded' && strike(ctx, 'processor_timeouts')
    ? { outcome: 'unknown' }
    : answer

const canStorm = ({ source }: AuthorizeRequest, { outcome }: ProcessorAnswer): boolean =>
  source.card !== null && outcome !== 'declined'

const declinedOnPurpose = (
  request: AuthorizeRequest,
  answer: ProcessorAnswer,
  declineCode: string,
): ProcessorAnswer => {
  const code = declineCodeOf(declineCode)
  return {
    outcome: 'declined',
    reference: answer.reference ?? '',
    code,
    message: `${declineOf(code, request.source).message} This sandbox's fault decline_storm asked for it.`,
  }
}
