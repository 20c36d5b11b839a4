import type { Context } from '../platform/context.ts'
import { expectProcessor } from './expect-takes-payments.ts'
import type { PaymentIntent } from './payment.ts'
import { faultyAnswer } from './processor-faults.ts'
import { authorizeRequest, lookUpRequest } from './processor-requests.ts'
import type { PaymentSource, ProcessorAnswer } from './processors/processor.ts'
import { simulator } from './processors/simulator/talk.ts'
import { declinedAsTest, isTestSource } from './test-sources.ts'

/**
 * Asks the processor to charge, and answers what was heard of it. Null when nothing can be heard yet: a remote processor is
 * asked once it is recorded that it will be. No test card or account ever reaches one.
 */
export const authorize = (
  ctx: Context,
  intent: PaymentIntent,
  source: PaymentSource,
): ProcessorAnswer | null => {
  const processor = expectProcessor(ctx)
  if (processor.isRemote) return isTestSource(source) ? declinedAsTest(source) : null
  const request = authorizeRequest(ctx, intent, source)
  return faultyAnswer(ctx, request, processor.authorize(request))
}

/**
 * Asks the simulator what became of a charge. Where the buyer's answer to a challenge is what lets it go on, this charges,
 * and its answer can be lost, too; a result that was not known is heard now.
 */
export const lookUp = (ctx: Context, intent: PaymentIntent): ProcessorAnswer => {
  const request = lookUpRequest(ctx, intent)
  const answer = simulator.lookUp(request)
  const goesOn = intent.status === 'requires_action' && answer.outcome !== 'requires_action'
  return goesOn ? faultyAnswer(ctx, request, answer) : answer
}
