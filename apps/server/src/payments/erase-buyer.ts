import { onCustomerErased } from '../customers/index.ts'
import { eraseBuyerOfPayments } from './queries.ts'

/** Payments stay; the address that a receipt went to goes. */
onCustomerErased((ctx, customerId) => [eraseBuyerOfPayments(ctx, customerId)])
