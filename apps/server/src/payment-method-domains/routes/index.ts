import type { Route } from '../../platform/http/route.ts'
import { createPaymentMethodDomainRoute } from './create-payment-method-domain.ts'
import { getPaymentMethodDomainRoute } from './get-payment-method-domain.ts'
import { listPaymentMethodDomainsRoute } from './list-payment-method-domains.ts'
import { updatePaymentMethodDomainRoute } from './update-payment-method-domain.ts'

/** In the order of the API reference. */
export const paymentMethodDomainRoutes: Route[] = [
  listPaymentMethodDomainsRoute,
  createPaymentMethodDomainRoute,
  getPaymentMethodDomainRoute,
  updatePaymentMethodDomainRoute,
]
