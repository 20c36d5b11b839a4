import { onCustomerErased } from '../customers/index.ts'
import { eraseCardsOfCustomer } from './queries.ts'

/** Who is forgotten keeps no card. */
onCustomerErased((ctx, customerId) => [eraseCardsOfCustomer(ctx, customerId)])
