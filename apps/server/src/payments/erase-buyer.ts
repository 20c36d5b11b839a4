import { blockErasure, onCustomerErased } from '../customers/index.ts'
import { eraseFromEvents } from '../platform/events/erase-events.ts'
import { eraseBuyerOfPayments, findUnfinishedPayment } from './queries.ts'

const paymentsOf = { table: 'payment_intents', idColumn: 'payment_intent_id', ownerColumn: 'customer_id' }

/** Payments stay; the address that a receipt went to goes. */
onCustomerErased((ctx, customerId) => [
  eraseBuyerOfPayments(ctx, customerId),
  eraseFromEvents(ctx, customerId, paymentsOf, ['receipt_email']),
])

/** Money that the buyer has given and the merchant has not got yet, or must give back. */
blockErasure(findUnfinishedPayment)
