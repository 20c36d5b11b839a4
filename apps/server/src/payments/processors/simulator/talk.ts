import type { Processor } from '../processor.ts'
import { testCardNamed } from './find-test-card.ts'
import { answerToAuthorize, answerToLookUp, answerToRefund, answerToRefundLookUp } from './translate.ts'

/** Serves every sandbox, in process. It keeps nothing: each answer follows from the test card and the request. */
export const simulator: Processor = {
  name: 'simulator',
  authorize: (request) => answerToAuthorize(testCardNamed(request.source.testCard), request),
  lookUp: (request) => answerToLookUp(testCardNamed(request.source.testCard), request),
  capture: () => ({ outcome: 'captured' }),
  void: () => ({ outcome: 'voided' }),
  refund: (request) => answerToRefund(testCardNamed(request.testCard)),
  lookUpRefund: (request) => answerToRefundLookUp(testCardNamed(request.testCard)),
}
