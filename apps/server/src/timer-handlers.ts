import { checkoutSessionTimers } from './checkout-sessions/jobs.ts'
import { customerTimers } from './customers/index.ts'
import { disputeTimers } from './disputes/index.ts'
import './flowlix/follow-order.ts'
import { orderTimers } from './orders/jobs.ts'
import { paymentMethodTimers } from './payment-methods/index.ts'
import type { TimerHandlers } from './platform/jobs/timers.ts'
import { processorNewsTimers } from './processor-news/index.ts'
import { refundTimers } from './refunds/jobs.ts'
import './payment-links/follow-orders.ts'
import './request-logs/erase-customer.ts'
import { verificationTimers } from './verification/jobs.ts'
import { webhookTimers } from './webhooks/disable-failing-endpoint.ts'

/** What each capability does later, by the kind of timer; one line each. */
export const timerHandlers: TimerHandlers = {
  ...orderTimers,
  ...checkoutSessionTimers,
  ...refundTimers,
  ...disputeTimers,
  ...processorNewsTimers,
  ...customerTimers,
  ...paymentMethodTimers,
  ...webhookTimers,
  ...verificationTimers,
}
