import type { Context } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import type { Customer } from './customer.ts'
import { customerCreated } from './events.ts'
import { newCustomer } from './new-customer.ts'
import { insertCustomer } from './queries.ts'
import type { CreateCustomerBody } from './schemas.ts'
import { refusingUsedEmail } from './used-email.ts'

export const createCustomer = async (ctx: Context, input: CreateCustomerBody): Promise<Customer> => {
  const customer = newCustomer(ctx, input)
  return refusingUsedEmail(() =>
    writeOnce(ctx, {
      result: customer,
      writes: [insertCustomer(customer), ...recordEvents(ctx, [customerCreated(customer)])],
      wake: ['events'],
    }),
  )
}
