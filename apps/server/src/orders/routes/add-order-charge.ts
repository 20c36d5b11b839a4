import { httpErrors } from '../../platform/http/errors.ts'
import { body } from '../../platform/http/schema.ts'
import { addCharge } from '../charges.ts'
import { orderErrors } from '../errors.ts'
import { ChargeInput } from '../input-schemas.ts'
import { changedPartTaxErrors } from '../tax-errors.ts'
import { OrderParams } from './get-order.ts'
import { orderCommand } from './order-command.ts'

export const chargeValueErrors = [
  orderErrors.CHARGE_VALUE_REQUIRED,
  orderErrors.INVALID_CHARGE_VALUE,
  orderErrors.INVALID_CHARGE_PERCENT,
  orderErrors.CALCULATION_BASIS_REQUIRED,
  orderErrors.CALCULATION_BASIS_FORBIDDEN,
  httpErrors.CURRENCY_MISMATCH,
  httpErrors.UNSUPPORTED_CURRENCY,
]

export const addOrderChargeRoute = orderCommand({
  method: 'POST',
  path: '/v1/orders/{order_id}/charges',
  operationId: 'addOrderCharge',
  summary: 'Add a charge',
  params: OrderParams,
  body: body({ charge: ChargeInput }),
  errors: [...chargeValueErrors, ...changedPartTaxErrors],
  run: (ctx, params, input) => addCharge(ctx, params.order_id, input.charge),
})
