import type { Route } from '../../platform/http/route.ts'
import { createOrderRoute } from './create-order.ts'
import { getOrderRoute } from './get-order.ts'
import { listOrdersRoute } from './list-orders.ts'
import { payOrderRoute } from './pay-order.ts'

/** In the order of the API reference. */
export const orderRoutes: Route[] = [createOrderRoute, listOrdersRoute, getOrderRoute, payOrderRoute]
