import type { ExpandedKind } from '../platform/http/expand.ts'
import { findCustomers } from './queries.ts'
import { toCustomerSummary } from './to-customer.ts'

/** For `expand=customer`. Beside the id of an erased customer there is nothing. */
export const expandedCustomer: ExpandedKind = {
  scope: 'customers.read',
  load: async (ctx, customerIds) =>
    new Map(
      (await ctx.db.run(findCustomers(ctx, customerIds))).map((customer) => [
        customer.customerId,
        toCustomerSummary(customer),
      ]),
    ),
}
