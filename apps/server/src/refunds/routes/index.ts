import type { Route } from '../../platform/http/route.ts'
import { createRefundRoute } from './create-refund.ts'
import { getRefundRoute } from './get-refund.ts'
import { listRefundsRoute } from './list-refunds.ts'
import { updateRefundRoute } from './update-refund.ts'

/** In the order of the API reference. */
export const refundRoutes: Route[] = [createRefundRoute, listRefundsRoute, getRefundRoute, updateRefundRoute]
