import { customerErrors, onCustomerErased } from '../customers/index.ts'
import { refuse } from '../platform/http/errors.ts'
import { eraseAnswers } from '../platform/idempotency/erase-answers.ts'
import { eraseBuyerOfOrders } from './queries.ts'

/** Orders stay, with their numbers and the customer's id; how to reach the buyer and what they wrote goes. */
onCustomerErased((ctx, customerId) => [
  eraseBuyerOfOrders(ctx, customerId),
  eraseAnswers(
    ctx,
    {
      resourceId: customerId,
      pathPrefix: '/v1/orders',
      through: { table: 'orders', idColumn: 'order_id', ownerColumn: 'customer_id' },
    },
    refuse(customerErrors.CUSTOMER_NOT_FOUND, { message: 'The customer of this order was erased.' }),
  ),
])
