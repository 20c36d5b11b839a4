import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import { type Customer, changed } from './customer.ts'
import { customerErrors } from './errors.ts'
import { customerUpdated } from './events.ts'
import { writtenFields } from './new-customer.ts'
import { lockCustomer, saveCustomer } from './queries.ts'
import type { UpdateCustomerBody } from './schemas.ts'
import { refusingUsedEmail } from './used-email.ts'

export const updateCustomer = async (
  ctx: Context,
  customerId: string,
  input: UpdateCustomerBody,
): Promise<Customer> => {
  const { expected_version: expectedVersion, ...changes } = input
  if (Object.keys(changes).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return refusingUsedEmail(() =>
    transact(ctx, { customer: lockCustomer(ctx, customerId) }, ({ customer: before }) => {
      if (!before) throw refuseUnknownCustomer()
      expectVersion(before.version, expectedVersion)
      const customer = changed(before, ctx.now, {
        ...writtenFields(changes),
        metadata: mergeMetadata(before.metadata, changes.metadata),
      })
      return {
        result: customer,
        writes: [saveCustomer(customer), ...recordEvents(ctx, [customerUpdated(customer)])],
        wake: ['events'],
      }
    }),
  )
}

export const refuseUnknownCustomer = () => refuse(customerErrors.CUSTOMER_NOT_FOUND, { param: 'customer_id' })
