import type { Route } from '../../platform/http/route.ts'
import { getFlowlixPaymentOfOrderRoute } from './routes/get-flowlix-payment-of-order.ts'

export const flowlixPaymentOfOrderRoutes: readonly Route[] = [getFlowlixPaymentOfOrderRoute]
