import { paymentOptionRules, resolvePaymentOptions, unknownContext } from '../payment-options/index.ts'
import { refuse } from '../platform/http/errors.ts'
import { paymentErrors } from './errors.ts'
import type { PaymentIntent, PaymentOption } from './payment.ts'
import type { PaymentSource } from './processors/processor.ts'

const isOffered = (option: string): option is PaymentOption =>
  Object.hasOwn(paymentOptionRules, option) && paymentOptionRules[option as PaymentOption].isOffered

type Plan = Pick<PaymentIntent, 'paymentOptions' | 'captureMethod' | 'currency'>

/** The option that this source is paid with. */
export const optionOf = (source: PaymentSource): PaymentOption => (source.bankAccount ? 'ach_debit' : 'card')

/**
 * Whether a payment in this currency and with this capture method can have these options: a bank debit, for one, is in
 * US dollars and cannot be held. `paramOf` names each of them. Source: contract, flint-commerce 6.5, 7.1 and 17.
 */
export const expectOptions = (
  { paymentOptions, captureMethod, currency }: Plan,
  paramOf = (index: number): string => `payment_options[${index}]`,
): void => {
  for (const [index, option] of paymentOptions.entries()) {
    const refused = { param: paramOf(index), extra: { payment_option: option } }
    if (!isOffered(option)) throw refuse(paymentErrors.PAYMENT_OPTION_NOT_ALLOWED, refused)
    const [resolved] = resolvePaymentOptions({ ...unknownContext, currency, captureMethod }, [option])
    const [blocker] = resolved!.blockers
    if (blocker?.code === 'capture_method_not_supported')
      throw refuse(paymentErrors.PAYMENT_CAPTURE_METHOD_NOT_ALLOWED, {
        param: 'capture_method',
        message: `A payment by ${option} cannot be held: it is captured automatically.`,
        extra: { payment_option: option },
      })
    if (blocker)
      throw refuse(paymentErrors.PAYMENT_OPTION_UNAVAILABLE, {
        ...refused,
        message: `This payment cannot be made by ${option}. ${blocker.message}`,
      })
  }
}

/** Whether `expectOptions` takes this plan. */
export const isOptionFor = ({ paymentOptions, captureMethod, currency }: Plan): boolean =>
  paymentOptions.every(
    (option) =>
      isOffered(option) &&
      resolvePaymentOptions({ ...unknownContext, currency, captureMethod }, [option])[0]!.blockers.length ===
        0,
  )

/** A source of a kind that the payment does not offer is refused before anything is asked of it. */
export const expectOption = (
  paymentOptions: readonly string[],
  source: PaymentSource,
  param: string,
): void => {
  const option = optionOf(source)
  if (!paymentOptions.includes(option))
    throw refuse(paymentErrors.PAYMENT_OPTION_NOT_ALLOWED, { param, extra: { payment_option: option } })
}

/** Money that comes by a bank debit also goes back through the bank, over days. */
export const isSlowRail = (intent: Pick<PaymentIntent, 'bankAccount'>): boolean => intent.bankAccount !== null
