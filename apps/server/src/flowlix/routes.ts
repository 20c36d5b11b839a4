import type { FlowlixRoute } from './face/flowlix-route.ts'
import './return-from-bank.ts'
import { createFlowlixPaymentRoute } from './routes/create-flowlix-payment.ts'
import { createFlowlixRefundRoute } from './routes/create-flowlix-refund.ts'
import { createHostedPaymentRoute } from './routes/create-hosted-payment.ts'
import { getFlowlixPaymentRoute } from './routes/get-flowlix-payment.ts'
import { listFlowlixPaymentsRoute } from './routes/list-flowlix-payments.ts'
import { refundFlowlixPaymentRoute } from './routes/refund-flowlix-payment.ts'

/** Every operation of the second public API, in the order of its reference. A fixed path stands before one with parameters. */
export const flowlixRoutes: readonly FlowlixRoute[] = [
  createFlowlixPaymentRoute,
  createHostedPaymentRoute,
  listFlowlixPaymentsRoute,
  getFlowlixPaymentRoute,
  refundFlowlixPaymentRoute,
  createFlowlixRefundRoute,
]
