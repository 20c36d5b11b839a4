import type { Collected } from '../../orders/collect.ts'
import { createAndPayOrder } from '../../orders/create-and-pay-order.ts'
import { expectTakesPayments } from '../../payments/expect-takes-payments.ts'
import { minuteMs } from '../../platform/clock/clock.ts'
import { createdPayment } from '../created-payment.ts'
import { type FlowlixAnswer, type FlowlixCall, defineFlowlixRoute } from '../face/flowlix-route.ts'
import { flowlixErrorAnswer } from '../face/show-error.ts'
import { tellOfPayment } from '../follow-order.ts'
import type { FlowlixPayment } from '../flowlix-payment.ts'
import { type DirectPaymentInput, directPaymentBody } from '../input-schemas.ts'
import { type NewPayment, newFlowlixPayment } from '../new-payment.ts'
import { insertPayment } from '../payment-queries.ts'
import { readCard } from '../read-card.ts'
import { paymentIn } from '../schemas.ts'
import { toFlowlixPayment } from '../to-payment.ts'

/** How long a payer has for their bank's question. Source: contract, flowlix 13.5. */
export const challengeMs = 15 * minuteMs

type Call = FlowlixCall<DirectPaymentInput>

export const createFlowlixPaymentRoute = defineFlowlixRoute<DirectPaymentInput, Collected>({
  method: 'POST',
  path: '/v1/payments',
  operationId: 'createFlowlixPayment',
  summary: 'Charge a card',
  description:
    'Form A answers with the outcome: 201, or 402 for a decline. B and C answer at once with a payment that is pending; its outcome is read by GET, or told by a webhook.',
  profiles: ['a', 'b', 'c'],
  scope: 'payments.write',
  takesCardDetails: true,
  body: directPaymentBody,
  status: 201,
  data: paymentIn,
  errors: ['parameter_missing', 'parameter_invalid', 'card_declined', 'service_unavailable'],
  run: async (call) => {
    const { ctx, profile, body } = call
    expectTakesPayments(ctx)
    const made = newPaymentOf(call)
    const { order } = newFlowlixPayment(ctx, made)
    const source = cardSourceOf(call)
    return createAndPayOrder(ctx, {
      order,
      // Nobody whose payer has no way back can answer a bank. Source: contract, flowlix Q4.
      source: { ...source, isOffSession: !body.return_url },
      plan: { returnUrl: made.returnUrl, challengeMs },
      isAskedLater: profile !== 'a',
      alongside: (created) => {
        const payment = createdPayment(ctx, made, created)
        const told = {
          payment: { ...order.flowlix!, orderId: order.orderId },
          from: null,
          to: payment.status,
        }
        return [insertPayment(payment), ...tellOfPayment(ctx, told)]
      },
    })
  },
  show: (created, call) => {
    const payment = createdPayment(call.ctx, newPaymentOf(call), created)
    if (call.profile === 'a' && payment.status === 'failed') return declined(call, payment)
    const shown = toFlowlixPayment(call.ctx, { payment, refunds: [] }, call.profile)
    return { status: 201, body: JSON.stringify(shown) }
  },
})

const newPaymentOf = ({ profile, body }: Call): NewPayment => ({
  profile,
  isHosted: false,
  body,
  returnUrl: body.return_url ?? null,
})

const cardSourceOf = ({ ctx, profile, body }: Call) =>
  profile === 'c'
    ? readCard(ctx, body.payment_method_data!.card, 'payment_method_data.card')
    : readCard(ctx, body.card!, 'card')

/** The error names no payment; a header does. Source: contract, flowlix 7.2 and Q7. */
const declined = (call: Call, { paymentId, declineCode, declineMessage }: FlowlixPayment): FlowlixAnswer =>
  flowlixErrorAnswer(
    {
      code: 'card_declined',
      ...(declineMessage === null ? {} : { message: declineMessage }),
      ...(declineCode === null ? {} : { declineCode }),
      headers: { 'Flowlix-Payment-Id': paymentId },
    },
    call,
  )
