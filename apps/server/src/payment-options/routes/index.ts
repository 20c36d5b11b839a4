import type { Route } from '../../platform/http/route.ts'
import { resolvePaymentOptionsRoute } from './resolve-payment-options.ts'

export const paymentOptionRoutes: Route[] = [resolvePaymentOptionsRoute]
