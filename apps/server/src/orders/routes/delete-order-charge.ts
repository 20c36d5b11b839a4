import { deleteCharge } from '../charges.ts'
import { orderErrors } from '../errors.ts'
import { orderCommand } from './order-command.ts'
import { ChargeParams } from './update-order-charge.ts'

export const deleteOrderChargeRoute = orderCommand({
  method: 'DELETE',
  path: '/v1/orders/{order_id}/charges/{order_charge_id}',
  operationId: 'deleteOrderCharge',
  summary: 'Remove a charge',
  params: ChargeParams,
  errors: [orderErrors.ORDER_CHARGE_NOT_FOUND],
  run: (ctx, params) => deleteCharge(ctx, params.order_id, params.order_charge_id),
})
