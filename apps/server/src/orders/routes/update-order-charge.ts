import { Type } from 'typebox'
import { httpErrors } from '../../platform/http/errors.ts'
import { id } from '../../platform/http/schema.ts'
import { updateCharge } from '../charges.ts'
import { orderErrors } from '../errors.ts'
import { ChargePatch } from '../input-schemas.ts'
import { changedPartTaxErrors } from '../tax-errors.ts'
import { chargeValueErrors } from './add-order-charge.ts'
import { orderCommand } from './order-command.ts'

export const ChargeParams = Type.Object({
  order_id: id('ord', 'The order'),
  order_charge_id: id('och', 'The charge'),
})

export const updateOrderChargeRoute = orderCommand({
  method: 'PATCH',
  path: '/v1/orders/{order_id}/charges/{order_charge_id}',
  operationId: 'updateOrderCharge',
  summary: 'Change a charge',
  params: ChargeParams,
  body: ChargePatch,
  errors: [
    httpErrors.NO_FIELDS_TO_UPDATE,
    orderErrors.ORDER_CHARGE_NOT_FOUND,
    ...chargeValueErrors,
    ...changedPartTaxErrors,
  ],
  run: (ctx, params, input) => updateCharge(ctx, params.order_id, params.order_charge_id, input),
})
