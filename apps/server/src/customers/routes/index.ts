import type { Route } from '../../platform/http/route.ts'
import { createCustomerRoute } from './create-customer.ts'
import { createCustomerAddressRoute } from './create-customer-address.ts'
import { createCustomerDeletionRequestRoute } from './create-customer-deletion-request.ts'
import { deleteCustomerAddressRoute } from './delete-customer-address.ts'
import { getCustomerRoute } from './get-customer.ts'
import { getCustomerAddressRoute } from './get-customer-address.ts'
import { getCustomerDeletionRequestRoute } from './get-customer-deletion-request.ts'
import { listCustomerAddressesRoute } from './list-customer-addresses.ts'
import { listCustomerDeletionRequestsRoute } from './list-customer-deletion-requests.ts'
import { listDeletionRequestsOfCustomerRoute } from './list-deletion-requests-of-customer.ts'
import { listCustomersRoute } from './list-customers.ts'
import { resolveCustomerDeletionRequestRoute } from './resolve-customer-deletion-request.ts'
import { setDefaultCustomerAddressRoute } from './set-default-customer-address.ts'
import { updateCustomerRoute } from './update-customer.ts'
import { updateCustomerAddressRoute } from './update-customer-address.ts'

/** In the order of the API reference. */
export const customerRoutes: Route[] = [
  createCustomerRoute,
  listCustomersRoute,
  getCustomerRoute,
  updateCustomerRoute,
  listCustomerAddressesRoute,
  createCustomerAddressRoute,
  getCustomerAddressRoute,
  updateCustomerAddressRoute,
  deleteCustomerAddressRoute,
  setDefaultCustomerAddressRoute,
  createCustomerDeletionRequestRoute,
  listDeletionRequestsOfCustomerRoute,
  getCustomerDeletionRequestRoute,
  listCustomerDeletionRequestsRoute,
  resolveCustomerDeletionRequestRoute,
]
