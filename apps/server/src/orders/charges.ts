import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import type { ActivityType } from './activities.ts'
import { editOrder } from './edit-order.ts'
import { orderErrors } from './errors.ts'
import type { ChargeInput, ChargePatch } from './input-schemas.ts'
import { withRates } from './line-items.ts'
import { checkChargeValue, newCharge } from './new-order.ts'
import { chargeTaxOf } from './part-tax.ts'
import type { Order, OrderCharge } from './order.ts'
import type { OrderWithAttempt } from './to-order.ts'

/** Source: contract, flint-commerce 4.4. */
export const addCharge = (ctx: Context, orderId: string, input: ChargeInput): Promise<OrderWithAttempt> =>
  editOrder(ctx, orderId, (order) => {
    const charge = newCharge(ctx, input, order.currency, 'charge')
    return {
      order: withRates({ ...order, charges: [...order.charges, charge] }),
      notes: [noteOf('charge_added', charge, 'added')],
    }
  })

export const updateCharge = async (
  ctx: Context,
  orderId: string,
  chargeId: string,
  input: ChargePatch,
): Promise<OrderWithAttempt> => {
  if (Object.keys(input).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return editOrder(ctx, orderId, (order) => {
    const charge = chargeOf(order, chargeId)
    const changed = changedCharge(ctx, order, charge, input)
    return {
      order: withRates({ ...order, charges: order.charges.map((one) => (one === charge ? changed : one)) }),
      notes: [noteOf('charge_updated', changed, 'changed')],
    }
  })
}

export const deleteCharge = (ctx: Context, orderId: string, chargeId: string): Promise<OrderWithAttempt> =>
  editOrder(ctx, orderId, (order) => {
    const charge = chargeOf(order, chargeId)
    return {
      order: { ...order, charges: order.charges.filter((one) => one !== charge) },
      notes: [noteOf('charge_removed', charge, 'removed')],
    }
  })

const chargeOf = (order: Order, chargeId: string): OrderCharge => {
  const charge = order.charges.find((one) => one.chargeId === chargeId)
  if (!charge) throw refuse(orderErrors.ORDER_CHARGE_NOT_FOUND, { param: 'order_charge_id' })
  return charge
}

const noteOf = (type: ActivityType, charge: OrderCharge, what: string) => ({
  type,
  description: `${charge.name} ${what}`,
  referenceType: 'order_charge' as const,
  referenceId: charge.chargeId,
})

/** Sending an amount replaces a percentage and the reverse; a percentage keeps its basis unless told otherwise. */
const changedCharge = (ctx: Context, order: Order, charge: OrderCharge, input: ChargePatch): OrderCharge => {
  const isValueSent =
    input.amount_money !== undefined || input.percent !== undefined || input.calculation_basis !== undefined
  const value = isValueSent ? changedValue(charge, input) : null
  if (value) checkChargeValue(value.checked(order.currency), order.currency, '')
  return {
    ...charge,
    type: input.type ?? charge.type,
    name: input.name ?? charge.name,
    description: input.description === undefined ? charge.description : input.description,
    ...(value ? { amount: value.amount, percent: value.percent, calculationBasis: value.basis } : {}),
    tax: input.tax === undefined ? charge.tax : chargeTaxOf(ctx, input.type ?? charge.type, input.tax, 'tax'),
    metadata: mergeMetadata(charge.metadata, input.metadata),
    updatedAt: ctx.now,
  }
}

const changedValue = (charge: OrderCharge, input: ChargePatch) => {
  const percent = input.percent ?? (input.amount_money ? null : charge.percent)
  const amount = input.amount_money?.amount ?? (input.percent === undefined ? charge.amount : null)
  const basis = input.calculation_basis ?? (percent === null ? null : charge.calculationBasis)
  return {
    amount,
    percent,
    basis,
    checked: (currency: string) => ({
      ...(amount === null
        ? {}
        : { amount_money: { amount, currency: input.amount_money?.currency ?? currency } }),
      ...(percent === null ? {} : { percent }),
      ...(basis === null ? {} : { calculation_basis: basis }),
    }),
  }
}
