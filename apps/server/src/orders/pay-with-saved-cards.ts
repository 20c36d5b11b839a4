import {
  type PaymentMethod,
  type SavedCard,
  areDetailsKept,
  findCardsOfPayers,
  lockPayers,
  lockPaymentMethods,
  paymentMethodErrors,
} from '../payment-methods/index.ts'
import { paymentErrors } from '../payments/errors.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import type { Context } from '../platform/context.ts'
import type { Loads } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import type { Order } from './order.ts'
import type { PayBody } from './pay-schemas.ts'

type SavedCardLoads = { methods?: PaymentMethod[]; payers?: string[]; cards?: SavedCard[] }

/** What a payment with saved cards, or one that saves its card, reads besides; all others do not pay for it. */
export const loadsOfSavedCards = (
  ctx: Context,
  orderId: string,
  paymentMethodIds: readonly string[],
  { save_payment_method: isSaving = false }: PayBody,
): Loads<SavedCardLoads> => ({
  ...(isSaving
    ? { payers: lockPayers(ctx, orderId, true), cards: findCardsOfPayers(ctx, orderId, true) }
    : {}),
  ...(paymentMethodIds.length > 0 ? { methods: lockPaymentMethods(ctx, paymentMethodIds) } : {}),
})

/** What the buyer agreed to, when the card they pay with shall be kept: there must be a customer who keeps it. */
export const cardToSave = (
  ctx: Context,
  { customerId }: Order,
  input: PayBody,
): PaymentIntent['cardToSave'] => {
  if (!input.save_payment_method) return expectNothingToSave(input)
  if (!areDetailsKept(ctx))
    throw refuse(paymentErrors.PAYMENT_OPTION_NOT_ALLOWED, {
      param: 'save_payment_method',
      message: 'This checkout keeps no payment details.',
    })
  if (customerId === null)
    throw refuse(paymentMethodErrors.PAYMENT_METHOD_CUSTOMER_MISMATCH, {
      param: 'save_payment_method',
      message: 'The order has no customer who could keep the card.',
    })
  return {
    usage: input.save_payment_method_usage ?? 'on_session',
    savedWith: ctx.caller.kind === 'checkout_session' ? 'checkout' : 'payment',
  }
}

const expectNothingToSave = (input: PayBody): null => {
  const alone = (['save_payment_method_usage', 'save_payment_method_phone'] as const).find(
    (field) => input[field] !== undefined,
  )
  if (alone)
    throw refuse(paymentErrors.PAYMENT_START_SHAPE_CONFLICT, {
      param: alone,
      message: `"${alone}" goes with save_payment_method: true.`,
    })
  return null
}

export const refuseToSaveAccount = () =>
  refuse(paymentErrors.PAYMENT_START_SHAPE_CONFLICT, {
    param: 'save_payment_method',
    message: 'Only cards can be saved.',
  })
