import { getPaymentMethodRoute } from './get-payment-method.ts'
import { listPaymentMethodsRoute } from './list-payment-methods.ts'
import { removePaymentMethodRoute } from './remove-payment-method.ts'
import { savePaymentMethodRoute } from './save-payment-method.ts'
import { setDefaultPaymentMethodRoute } from './set-default-payment-method.ts'

export const paymentMethodRoutes = [
  savePaymentMethodRoute,
  listPaymentMethodsRoute,
  getPaymentMethodRoute,
  setDefaultPaymentMethodRoute,
  removePaymentMethodRoute,
]
