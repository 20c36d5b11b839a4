import type { EventInput } from '../platform/events/events.ts'
import type { PaymentMethod, SavedCard } from './payment-method.ts'
import { toPaymentMethod } from './to-payment-method.ts'

/** Source: contract, flint-platform 18.2, which closes the payloads of `saved` and `failed`. */
const event = (what: 'saved' | 'failed' | 'removed', method: PaymentMethod, data: object): EventInput => ({
  type: `payment_method.${what}`,
  resourceType: 'payment_method',
  resourceId: method.paymentMethodId,
  resourceVersion: method.version,
  data: { payment_method_id: method.paymentMethodId, status: method.status, ...data },
})

export const methodSaved = (method: SavedCard): EventInput =>
  event('saved', method, {
    resource_updated_at: method.updatedAt,
    customer_id: method.customerId,
    card_brand: method.card.brand,
    card_last4: method.card.last4,
    card_exp_month: method.card.expMonth,
    card_exp_year: method.card.expYear,
    card_wallet: null,
  })

export const methodFailed = (method: PaymentMethod): EventInput =>
  event('failed', method, {
    failure_code: method.failure?.code ?? null,
    failure_message: method.failure?.message ?? null,
  })

export const methodRemoved = (method: PaymentMethod): EventInput =>
  event('removed', method, toPaymentMethod(method, method.updatedAt))
