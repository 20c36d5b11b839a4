import { refuse } from '../platform/http/errors.ts'
import { paymentErrors } from './errors.ts'

type Plan = { payment_options?: string[] | undefined; payment_return_url?: string | undefined }

/** Cards are the only option so far; a return address must be one that a browser can go to. */
export const checkPlan = <P extends Plan>(plan: P): P => {
  for (const [index, option] of (plan.payment_options ?? []).entries())
    if (option !== 'card')
      throw refuse(paymentErrors.PAYMENT_OPTION_NOT_ALLOWED, {
        param: `payment_options[${index}]`,
        extra: { payment_option: option },
      })
  if (plan.payment_return_url !== undefined && !isWebAddress(plan.payment_return_url))
    throw refuse(paymentErrors.PAYMENT_RETURN_URL_INVALID, { param: 'payment_return_url' })
  return plan
}

export const isWebAddress = (text: string): boolean => {
  const url = URL.parse(text)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
}
