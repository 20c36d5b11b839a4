import type { ApiAnswer, SendRequest } from './api-request.ts'
import type {
  BrowserAction,
  CheckoutView,
  Order,
  PayAnswer,
  PaymentAttempt,
  PayRequest,
  PendingAction,
  SavedCard,
  SourceDetails,
  SourceToken,
  TaxPlace,
  TipWish,
} from './api-shapes.ts'

/** The calls a buyer's page makes. Each throws ApiRefusal or NoAnswer. */
export interface CheckoutApi {
  getCheckout(): Promise<{ checkout: CheckoutView; isTestMode: boolean | null }>
  /** The usable cards of the order's customer, newest first. */
  listSavedCards(): Promise<SavedCard[]>
  setTip(orderId: string, tip: TipWish | null): Promise<Order>
  setTaxPlace(orderId: string, place: TaxPlace): Promise<Order>
  applyCode(orderId: string, code: string, idempotencyKey: string): Promise<Order>
  removeDiscount(orderId: string, discountId: string, idempotencyKey: string): Promise<Order>
  /** The only call that carries card or account numbers. */
  createToken(details: SourceDetails): Promise<SourceToken>
  payOrder(orderId: string, request: PayRequest, idempotencyKey: string): Promise<PayAnswer>
  getPaymentAttempt(orderId: string, attemptId: string): Promise<PaymentAttempt>
  cancelPaymentAttempt(orderId: string, attemptId: string, idempotencyKey: string): Promise<void>
  /** Asked for when the bank asks, and kept nowhere. */
  getBrowserAction(): Promise<BrowserAction>
}

/** Newer answers wrap the order, older ones are the order itself. Source: contract, flint-commerce 5.2. */
const payAnswerOf = ({ data, pendingActions }: ApiAnswer): PayAnswer => {
  const body = data as Partial<PayAnswer> & Order
  const order = body.order ?? body
  const attempt = body.payment_attempt ?? order.active_payment_attempt ?? undefined
  const mirrored = Array.isArray(pendingActions) ? (pendingActions as PendingAction[]) : []
  const hasOwn = (attempt?.pending_actions?.length ?? 0) > 0
  return {
    order,
    payment_attempt: attempt && !hasOwn ? { ...attempt, pending_actions: mirrored } : attempt,
  }
}

const orderPath = (orderId: string): string => `/v1/orders/${encodeURIComponent(orderId)}`

export const createCheckoutApi = (sessionId: string, send: SendRequest): CheckoutApi => {
  return {
    async getCheckout() {
      const path = `/v1/checkout-sessions/${encodeURIComponent(sessionId)}?expand=order`
      const { data, isTestMode } = await send({ method: 'GET', path })
      return { checkout: data as CheckoutView, isTestMode }
    },
    async setTip(orderId, tip) {
      const { data } = await send({ method: 'PATCH', path: orderPath(orderId), body: { requested_tip: tip } })
      return data as Order
    },
    async listSavedCards() {
      const { data } = await send({ method: 'GET', path: '/v1/payment-methods?page_size=20' })
      return data as SavedCard[]
    },
    async setTaxPlace(orderId, { country, postalCode }) {
      const address = { country, postal_code: postalCode }
      const location = { address, address_type: 'tax_address', address_source: 'provided' }
      const { data } = await send({ method: 'PATCH', path: orderPath(orderId), body: { tax: { location } } })
      return data as Order
    },
    async applyCode(orderId, code, idempotencyKey) {
      const path = `${orderPath(orderId)}/discounts`
      const body = { discount: { promotion: { promotion_code: code } } }
      const { data } = await send({ method: 'POST', path, body, idempotencyKey })
      return data as Order
    },
    async removeDiscount(orderId, discountId, idempotencyKey) {
      const path = `${orderPath(orderId)}/discounts/remove`
      const body = { order_discount_ids: [discountId] }
      const { data } = await send({ method: 'POST', path, body, idempotencyKey })
      return data as Order
    },
    async createToken(details) {
      const { data } = await send({ method: 'POST', path: '/v1/tokens', body: details })
      return data as SourceToken
    },
    async payOrder(orderId, request, idempotencyKey) {
      const path = `${orderPath(orderId)}/pay`
      return payAnswerOf(await send({ method: 'POST', path, body: request, idempotencyKey }))
    },
    async getPaymentAttempt(orderId, attemptId) {
      const path = `${orderPath(orderId)}/payment-attempts/${encodeURIComponent(attemptId)}`
      const { data } = await send({ method: 'GET', path })
      return data as PaymentAttempt
    },
    async cancelPaymentAttempt(orderId, attemptId, idempotencyKey) {
      const path = `${orderPath(orderId)}/payment-attempts/${encodeURIComponent(attemptId)}/cancel`
      await send({ method: 'POST', path, body: {}, idempotencyKey })
    },
    async getBrowserAction() {
      const path = `/v1/checkout-sessions/${encodeURIComponent(sessionId)}/browser-action`
      const { data } = await send({ method: 'GET', path })
      return data as BrowserAction
    },
  }
}
