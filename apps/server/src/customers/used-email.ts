import { isUniqueViolation } from '../platform/db/database.ts'
import { refuse } from '../platform/http/errors.ts'
import { customerErrors } from './errors.ts'
import { emailIndex } from './queries.ts'

/** Nobody looks first: of two who take an address at once, the index refuses one, and this says so in words. */
export const refusingUsedEmail = async <T>(write: () => Promise<T>): Promise<T> => {
  try {
    return await write()
  } catch (error) {
    if (isUniqueViolation(error, emailIndex))
      throw refuse(customerErrors.CUSTOMER_EMAIL_ALREADY_USED, { param: 'email' })
    throw error
  }
}
