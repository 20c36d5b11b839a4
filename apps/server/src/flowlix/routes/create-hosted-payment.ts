import { type TObject, type TSchema, Type } from 'typebox'
import { defineFlowlixRoute } from '../face/flowlix-route.ts'
import type { FlowlixPayment, Profile } from '../flowlix-payment.ts'
import { type HostedPaymentInput, openHostedPayment } from '../hosted/open-hosted-payment.ts'
import { WebAddress, hostedPaymentBody, optional } from '../input-schemas.ts'
import { paymentIn } from '../schemas.ts'
import { toFlowlixPayment } from '../to-payment.ts'

/** Where the payer comes back to, and in form A whom to tell. Source: contract, flowlix 3.2, 3.3 and Q6. */
const ownFields = (profile: Profile): Record<string, TSchema> => {
  if (profile === 'c') return { return_url: WebAddress }
  return { redirect_url: WebAddress, ...(profile === 'a' ? { callback_url: optional(WebAddress) } : {}) }
}

/** The vendor's reference and its guide call the page's address by two names; in form A both stand. Source: contract, flowlix Q5. */
const shapeIn = (profile: Profile): TSchema => {
  const shape = paymentIn(profile)
  const hppUrl = Type.String({ description: 'As redirect_url.' })
  return profile === 'a' ? Type.Object({ ...(shape as TObject).properties, hpp_url: hppUrl }) : shape
}

export const createHostedPaymentRoute = defineFlowlixRoute<HostedPaymentInput, FlowlixPayment>({
  method: 'POST',
  path: '/v1/payments/hpp',
  operationId: 'createHostedPayment',
  summary: 'Open a hosted payment page',
  description:
    'Send the payer to the address in the answer. They pay or cancel there, once, within 24 hours, and come back to your address with payment_id and status: a hint, so read the payment.',
  profiles: ['a', 'b', 'c'],
  scope: 'payments.write',
  isSensitive: true,
  body: (profile) => hostedPaymentBody(profile, ownFields(profile)),
  status: 201,
  data: shapeIn,
  errors: [
    'parameter_missing',
    'parameter_invalid',
    'idempotency_key_in_use',
    'internal_error',
    'service_unavailable',
  ],
  run: ({ ctx, profile, body }) => openHostedPayment(ctx, profile, body),
  show: (payment, { ctx, profile }) => {
    const shown = toFlowlixPayment(ctx, { payment, refunds: [] }, profile)
    const both =
      profile === 'a' && 'redirect_url' in shown ? { ...shown, hpp_url: shown.redirect_url } : shown
    return { status: 201, body: JSON.stringify(both) }
  },
})
