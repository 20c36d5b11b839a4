import { customerErrors, onCustomerErased } from '../customers/index.ts'
import { eraseFromEvents } from '../platform/events/erase-events.ts'
import { refuse } from '../platform/http/errors.ts'
import { eraseAnswers } from '../platform/idempotency/erase-answers.ts'
import { erasePrefilledCustomer } from './queries.ts'

const sessionsOf = {
  table: 'checkout_sessions',
  idColumn: 'checkout_session_id',
  ownerColumn: 'customer_id',
}

/** Sessions stay; what was filled in for the buyer, and the contact that they showed, goes. */
onCustomerErased((ctx, customerId) => [
  erasePrefilledCustomer(ctx, customerId),
  eraseFromEvents(ctx, customerId, sessionsOf, ['buyer_contact', 'customer_prefill', 'customer_collection']),
  eraseAnswers(
    ctx,
    { resourceId: customerId, pathPrefix: '/v1/checkout-sessions', through: sessionsOf },
    refuse(customerErrors.CUSTOMER_NOT_FOUND, { message: 'The customer of this session was erased.' }),
  ),
])
