import type { Services } from '../../../platform/context.ts'
import type { RemoteProcessor } from '../processor.ts'
import { type Talk, browserAction, talkOf } from './talk-to-stripe.ts'
import { authorize, lookUp } from './charge.ts'
import { capture, voidHold } from './holds.ts'
import { lookUpRefund, refund } from './refunds.ts'
import { setUp } from './set-ups.ts'

/** Serves live mode. Each call is one file's; none that moves money ever rejects. */
export const stripe = (services: Services): RemoteProcessor => processorOf(talkOf(services))

export const processorOf = (talk: Talk): RemoteProcessor => ({
  name: 'stripe',
  isRemote: true,
  authorize: (request) => authorize(talk, request),
  lookUp: (request) => lookUp(talk, request),
  capture: (request) => capture(talk, request),
  void: (request) => voidHold(talk, request),
  setUp: (request) => setUp(talk, request),
  refund: (request) => refund(talk, request),
  lookUpRefund: (request) => lookUpRefund(talk, request),
  browserAction: (request) => browserAction(talk, request),
})
