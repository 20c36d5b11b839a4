import type { SendRequest } from '../api-request.ts'
import type { SourceToken } from '../api-shapes.ts'
import { createCheckoutApi, type CheckoutApi } from '../checkout-api.ts'
import type { HostedAccess } from './hosted-access.ts'
import type { BillingDetails, HostedPayment } from './hosted-shapes.ts'

/** The calls that the page makes beside those of every checkout. Each throws ApiRefusal or NoAnswer. */
export interface HostedApi {
  /** Paying, with this API's own rules for cards, and with the payer's details kept first. */
  readonly checkout: CheckoutApi
  getPayment(): Promise<HostedPayment>
  /** Ends the payment. Of one that has ended already it tells how. */
  cancelPayment(idempotencyKey: string): Promise<HostedPayment>
}

/** @param payerOf What the form says now of who pays; null where the page does not ask. */
export const createHostedApi = (
  { paymentId, sessionId }: HostedAccess,
  send: SendRequest,
  payerOf: () => BillingDetails | null,
): HostedApi => {
  const path = `/v1/flowlix/hosted-payments/${encodeURIComponent(paymentId)}`
  const checkout = createCheckoutApi(sessionId, send)
  return {
    checkout: {
      ...checkout,
      async createToken(details) {
        const { data } = await send({ method: 'POST', path: `${path}/card-tokens`, body: details })
        return data as SourceToken
      },
      async payOrder(orderId, request, idempotencyKey) {
        const payer = request.action === 'pay' ? payerOf() : null
        if (payer) await send({ method: 'PATCH', path, body: { billing_details: payer } })
        return checkout.payOrder(orderId, request, idempotencyKey)
      },
    },
    async getPayment() {
      const { data } = await send({ method: 'GET', path })
      return data as HostedPayment
    },
    async cancelPayment(idempotencyKey) {
      const { data } = await send({ method: 'POST', path: `${path}/cancel`, body: {}, idempotencyKey })
      return data as HostedPayment
    },
  }
}
