import type { InProcessProcessor } from '../processor.ts'
import { testBehaviourNamed } from './find-test-bank-account.ts'
import { testCardNamed } from './find-test-card.ts'
import {
  answerToAuthorize,
  answerToLookUp,
  answerToRefund,
  answerToRefundLookUp,
  answerToSetUp,
} from './translate.ts'

/** Serves every sandbox, in process. It keeps nothing: each answer follows from the test card or bank account and the request. */
export const simulator: InProcessProcessor = {
  name: 'simulator',
  isRemote: false,
  authorize: (request) => answerToAuthorize(testBehaviourNamed(request.source.testCard), request),
  lookUp: (request) => answerToLookUp(testBehaviourNamed(request.source.testCard), request),
  capture: () => ({ outcome: 'captured' }),
  void: () => ({ outcome: 'voided' }),
  setUp: (request) => answerToSetUp(testCardNamed(request.source.testCard), request),
  refund: (request) => answerToRefund(testBehaviourNamed(request.testCard)),
  lookUpRefund: (request) => answerToRefundLookUp(testBehaviourNamed(request.testCard)),
}
