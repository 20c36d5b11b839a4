import { onCustomerErased } from '../customers/index.ts'
import { eraseCallDetails } from './queries.ts'

/**
 * Calls stay, with paths and ids; the headers and bodies of those about the customer go. What a list showed of the person among
 * others goes by age, within 30 days.
 */
onCustomerErased((ctx, customerId) => [eraseCallDetails(ctx, customerId)])
