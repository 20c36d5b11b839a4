import type { Context } from '../platform/context.ts'
import type { PaymentIntent } from './payment.ts'
import { faultyAnswer } from './processor-faults.ts'
import { authorizeRequest, lookUpRequest } from './processor-requests.ts'
import type { PaymentSource, ProcessorAnswer } from './processors/processor.ts'
import { simulator } from './processors/simulator/talk.ts'

/** Asks the processor to charge, and answers what was heard of it. */
export const authorize = (ctx: Context, intent: PaymentIntent, source: PaymentSource): ProcessorAnswer => {
  const request = authorizeRequest(ctx, intent, source)
  return faultyAnswer(ctx, request, simulator.authorize(request))
}

/**
 * Asks what became of a charge. Where the buyer's answer to a challenge is what lets it go on, this charges, and its
 * answer can be lost, too; a result that was not known is heard now.
 */
export const lookUp = (ctx: Context, intent: PaymentIntent): ProcessorAnswer => {
  const request = lookUpRequest(ctx, intent)
  const answer = simulator.lookUp(request)
  const goesOn = intent.status === 'requires_action' && answer.outcome !== 'requires_action'
  return goesOn ? faultyAnswer(ctx, request, answer) : answer
}
