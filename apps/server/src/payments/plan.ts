import { refuse } from '../platform/http/errors.ts'
import { paymentErrors } from './errors.ts'

type Plan = { payment_return_url?: string | undefined }

/** A return address must be one that a browser can go to. */
export const checkPlan = <P extends Plan>(plan: P): P => {
  if (plan.payment_return_url !== undefined && !isWebAddress(plan.payment_return_url))
    throw refuse(paymentErrors.PAYMENT_RETURN_URL_INVALID, { param: 'payment_return_url' })
  return plan
}

export const isWebAddress = (text: string): boolean => {
  const url = URL.parse(text)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
}
