import { rulesOf } from '../../alerts/rules.ts'
import type { FlowlixPayment } from '../flowlix-payment.ts'
import type { Measured, World } from './measured.ts'
import type { SeenCall } from './seen-call.ts'

/** What the pure parts of the checklist are tested with: an integration in which every line is done. */

export const at = (seconds: number): string => new Date(Date.UTC(2026, 9, 5, 12, 0, seconds)).toISOString()

export const aCall = (fields: Partial<SeenCall> = {}): SeenCall => ({
  apiKeyId: 'key_1',
  requestId: 'req_1',
  method: 'POST',
  path: '/v1/payments',
  status: 201,
  at: at(0),
  idempotencyKey: 'order-77',
  requestBody: '{"amount":4999}',
  resourceId: 'pay_1',
  errorType: null,
  errorParam: null,
  isFromBrowser: false,
  ...fields,
})

export const aRead = (fields: Partial<SeenCall> = {}): SeenCall =>
  aCall({
    method: 'GET',
    path: '/v1/payments/pay_hosted',
    status: 200,
    idempotencyKey: null,
    requestBody: '',
    ...fields,
  })

export const aRefusal = (fields: Partial<SeenCall> = {}): SeenCall =>
  aCall({
    status: 400,
    resourceId: null,
    errorType: 'invalid_request_error',
    errorParam: 'card',
    requestBody: '{}',
    ...fields,
  })

export const aPayment = (fields: Partial<FlowlixPayment> = {}): FlowlixPayment => ({
  environmentId: 'menv_1',
  paymentId: 'pay_1',
  profile: 'a',
  isHosted: false,
  orderId: 'ord_1',
  paymentIntentId: 'pi_1',
  checkoutSessionId: null,
  amount: 4999,
  currency: 'EUR',
  status: 'succeeded',
  description: null,
  payer: null,
  card: null,
  metadata: {},
  merchantReference: null,
  returnUrl: null,
  callbackUrl: null,
  declineCode: null,
  declineMessage: null,
  refunded: 0,
  actionUrl: null,
  enteredAt: { succeeded: at(0) },
  createdAt: at(0),
  updatedAt: at(0),
  ...fields,
})

const readyWorld: World = {
  keys: [{ name: 'Shop', lastUsedAt: at(0) }],
  calls: [aRead({ at: at(30) }), aRefusal({ at: at(20) }), aCall({ at: at(2) }), aCall({ at: at(1) })],
  limited: { refused: 2, sentAgainAtOnce: 0 },
  payments: {
    direct: 4,
    hosted: 1,
    lastSucceeded: { paymentId: 'pay_1', amount: 4999, currency: 'EUR' },
    lastRefunded: { paymentId: 'pay_1', amount: 4999, currency: 'EUR' },
    declineCodes: ['expired_card', 'generic_decline', 'insufficient_funds'],
    hasPaidAfterDecline: true,
    hostedSucceededId: 'pay_hosted',
    hostedSucceededAt: at(25),
    withCardNumber: 0,
  },
  noticeTakenAt: at(26),
  noticesFailed: 0,
}

export const ready: Measured & { live: NonNullable<Measured['live']> } = {
  publicUrl: 'https://pay.example',
  account: { payments: 'ready', payouts: 'ready', processorAccountId: null },
  hasProcessor: true,
  test: readyWorld,
  live: { ...readyWorld, rules: rulesOf({}, 'live'), hasAlertEndpoint: false },
}
