import type { Static } from 'typebox'
import { type Customer, customerErrors, findCustomer } from '../customers/index.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import { checkAmounts } from './check-amounts.ts'
import { paymentErrors } from './errors.ts'
import type { UpdateIntentBody } from './input-schemas.ts'
import type { PaymentIntent } from './payment.ts'
import { lockIntent, saveIntents } from './queries.ts'

const changeable: ReadonlySet<string> = new Set(['requires_payment_method', 'requires_confirmation'])
const always: ReadonlySet<string> = new Set(['metadata', 'external_reference_id'])
const amounts = ['amount_money', 'tip_money'] as const
/** An order's intent takes these from the order. */
const ofOrder: ReadonlySet<string> = new Set([...amounts, 'customer_id'])

type IntentAndCustomer = { intent: PaymentIntent | null; customer?: Customer | null }

/** Before it is confirmed anything may change, afterwards only notes. Source: contract, flint-commerce 6.2. */
export const updateIntent = async (
  ctx: Context,
  paymentIntentId: string,
  input: Static<typeof UpdateIntentBody>,
): Promise<PaymentIntent> => {
  const fields = Object.keys(input)
  if (fields.length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  const { customer_id: customerId } = input
  const load = {
    intent: lockIntent(ctx, paymentIntentId),
    ...(typeof customerId === 'string' ? { customer: findCustomer(ctx, customerId) } : {}),
  }
  return transact<IntentAndCustomer, PaymentIntent>(ctx, load, ({ intent: before, customer }) => {
    if (!before) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: 'payment_intent_id' })
    const late = fields.find((field) => !always.has(field) && !changeable.has(before.status))
    const fixed = late ?? fields.find((field) => ofOrder.has(field) && before.orderId !== null)
    if (fixed)
      throw refuse(paymentErrors.PAYMENT_INTENT_CANNOT_BE_UPDATED, {
        param: fixed,
        extra: { current_status: before.status },
      })
    if (typeof customerId === 'string' && !customer)
      throw refuse(customerErrors.CUSTOMER_NOT_FOUND, { param: 'customer_id' })
    const intent: PaymentIntent = {
      ...before,
      customerId: customerId === undefined ? before.customerId : customerId,
      amount: input.amount_money?.amount ?? before.amount,
      tip: input.tip_money?.amount ?? before.tip,
      receiptEmail: input.receipt_email === undefined ? before.receiptEmail : input.receipt_email,
      externalReferenceId:
        input.external_reference_id === undefined ? before.externalReferenceId : input.external_reference_id,
      metadata: mergeMetadata(before.metadata, input.metadata),
      version: before.version + 1,
      updatedAt: ctx.now,
    }
    for (const money of amounts)
      if (input[money] && input[money].currency !== before.currency)
        throw refuse(httpErrors.CURRENCY_MISMATCH, { param: `${money}.currency` })
    // What an order leaves to collect may be less than can be charged; notes can be written on it all the same.
    if (amounts.some((money) => input[money])) checkAmounts(ctx, intent)
    return { result: intent, writes: [saveIntents([intent])] }
  })
}
