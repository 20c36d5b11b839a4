import { isUniqueViolation } from '../platform/db/database.ts'
import { refuse } from '../platform/http/errors.ts'
import { promotionErrors } from './errors.ts'

/** Of two who give out one code at once, the database lets one: the other is told as if it had come later. */
export const refusingUsedCode = async <R>(param: string, run: () => Promise<R>): Promise<R> => {
  try {
    return await run()
  } catch (error) {
    if (isUniqueViolation(error, 'one_promotion_code'))
      throw refuse(promotionErrors.DUPLICATE_CODE, { param })
    throw error
  }
}
