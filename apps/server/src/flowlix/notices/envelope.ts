import type { Environment } from '../../platform/context.ts'
import type { Refund } from '../../refunds/refund.ts'
import type { PaymentWithRefunds } from '../payment-queries.ts'
import { seconds } from '../seconds.ts'
import { type ShownIn, toFlowlixPayment } from '../to-payment.ts'
import { toRefundC } from '../to-refund.ts'
import type { Notice } from './notice.ts'

/** What a notice is about, as it is now. */
export type Told = { paid: PaymentWithRefunds; refund: Refund | null }

/** The text that is sent: one shape for callbacks and webhooks, with the payment in the receiver's form. Source: contract, flowlix 8.1. */
export const renderNotice = (
  ctx: ShownIn & Pick<Environment, 'mode'>,
  { eventId, eventType, createdAt, profile }: Notice,
  { paid, refund }: Told,
): string =>
  JSON.stringify({
    id: eventId,
    type: eventType,
    created_at: seconds(createdAt),
    livemode: ctx.mode === 'live',
    data: refund
      ? { refund: toRefundC(ctx, paid.payment, refund) }
      : { payment: toFlowlixPayment(ctx, paid, profile) },
  })
