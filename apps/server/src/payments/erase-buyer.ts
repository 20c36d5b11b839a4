import { onCustomerErased } from '../customers/index.ts'
import { eraseFromEvents } from '../platform/events/erase-events.ts'
import { eraseBuyerOfPayments } from './queries.ts'

const paymentsOf = { table: 'payment_intents', idColumn: 'payment_intent_id', ownerColumn: 'customer_id' }

/** Payments stay; the address that a receipt went to goes. */
onCustomerErased((ctx, customerId) => [
  eraseBuyerOfPayments(ctx, customerId),
  eraseFromEvents(ctx, customerId, paymentsOf, ['receipt_email']),
])
