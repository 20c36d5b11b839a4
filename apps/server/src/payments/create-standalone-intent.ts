import { isCurrency } from '@flint/money'
import type { Static } from 'typebox'
import { customerErrors, findCustomer } from '../customers/index.ts'
import { lockPaymentMethods } from '../payment-methods/index.ts'
import type { Context } from '../platform/context.ts'
import { inSteps } from '../platform/db/in-steps.ts'
import { type Decision, writeOnce } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { checkMetadata } from '../platform/http/metadata.ts'
import { chargeAlone, finishAlone } from './charge-alone.ts'
import { checkAmounts } from './check-amounts.ts'
import { paymentErrors } from './errors.ts'
import { expectTakesPayments } from './expect-takes-payments.ts'
import type { CreateIntentBody } from './input-schemas.ts'
import type { BegunCharge } from './hear.ts'
import { newIntent } from './new-intent.ts'
import { expectOption, expectOptions } from './payment-option.ts'
import type { PaymentIntent } from './payment.ts'
import type { PaymentSource } from './processors/processor.ts'
import { saveIntents } from './queries.ts'
import {
  type GivenSource,
  givenSource,
  lockTokens,
  methodsAmong,
  sourceOf,
  tokensAmong,
  useTokens,
} from './source.ts'

type Input = Static<typeof CreateIntentBody>

/**
 * A payment that belongs to no order. With a source it waits for its confirmation, or is charged at once with
 * `auto_confirm`. Source: contract, flint-commerce 6.2 and 6.3.
 */
export const createStandaloneIntent = async (ctx: Context, input: Input): Promise<PaymentIntent> => {
  const planned = plannedIntent(ctx, input)
  const given = sourceIn(input)
  if (!given && input.customer_id === undefined)
    return writeOnce(ctx, { result: planned, writes: [saveIntents([planned])] })
  const sources = given ? [given] : []
  return inSteps(
    ctx,
    {
      customer: findCustomer(ctx, input.customer_id ?? ''),
      tokens: lockTokens(ctx, tokensAmong(sources)),
      methods: lockPaymentMethods(ctx, methodsAmong(sources)),
    },
    ({ customer, ...stored }): Decision<PaymentIntent, BegunCharge> => {
      if (input.customer_id !== undefined && !customer)
        throw refuse(customerErrors.CUSTOMER_NOT_FOUND, { param: 'customer_id' })
      const intent: PaymentIntent = { ...planned, customerId: customer?.customerId ?? null }
      if (!given) return { result: intent, writes: [saveIntents([intent])] }
      const source = sourceOf(ctx, stored, given, intent.customerId, 'payment_source_token')
      const used = useTokens(ctx, stored.tokens)
      if (input.auto_confirm) return chargeAlone(ctx, intent, source, used)
      expectOption(intent.paymentOptions, source, 'payment_source_token')
      const attached = withSource(intent, source)
      return { result: attached, writes: [saveIntents([attached]), ...used] }
    },
    (begun, isRepeated) => finishAlone(ctx, begun, isRepeated),
  )
}

const plannedIntent = (ctx: Context, input: Input): PaymentIntent => {
  const { amount_money: amount, tip_money: tip } = input
  if (!amount)
    throw refuse(httpErrors.FIELD_REQUIRED, { param: 'amount_money', message: '"amount_money" is required.' })
  if (!isCurrency(amount.currency))
    throw refuse(httpErrors.UNSUPPORTED_CURRENCY, { param: 'amount_money.currency' })
  if (tip && tip.currency !== amount.currency)
    throw refuse(httpErrors.CURRENCY_MISMATCH, { param: 'tip_money.currency' })
  expectTakesPayments(ctx)
  const intent = newIntent(ctx, {
    ownership: 'standalone',
    amount: amount.amount,
    currency: amount.currency,
    tip: tip?.amount ?? 0,
    isAmountFixed: true,
    captureMethod: input.capture_method ?? 'automatic',
    ...(input.payment_options ? { paymentOptions: input.payment_options } : {}),
    receiptEmail: input.receipt_email,
    returnUrl: input.payment_return_url,
    transactionPurpose: input.transaction_purpose,
    externalReferenceId: input.external_reference_id,
    metadata: checkMetadata(input.metadata ?? {}),
  })
  expectOptions(intent)
  checkAmounts(ctx, intent)
  return intent
}

/** The source that the payment is created with, if any. */
const sourceIn = ({
  payment_source_token,
  payment_method_id,
  auto_confirm = false,
}: Input): GivenSource | null => {
  if (payment_source_token === undefined && payment_method_id === undefined && !auto_confirm) return null
  if (payment_source_token === undefined && payment_method_id === undefined)
    throw refuse(paymentErrors.PAYMENT_SOURCE_REQUIRED, { param: 'payment_source_token' })
  return givenSource(
    {
      ...(payment_source_token === undefined ? {} : { token: payment_source_token }),
      ...(payment_method_id === undefined ? {} : { payment_method_id }),
    },
    'source',
  )
}

/** Kept until it is confirmed: a token is used up by this, a saved card is looked at again then. */
const withSource = (intent: PaymentIntent, source: PaymentSource): PaymentIntent => ({
  ...intent,
  status: 'requires_confirmation',
  card: source.card,
  bankAccount: source.bankAccount ?? null,
  testCard: source.testCard,
  ...(source.processorToken === null ? {} : { processorToken: source.processorToken }),
  paymentMethodId: source.paymentMethodId ?? null,
})
