import type { Route } from '../platform/http/route.ts'
import { httpErrors } from '../platform/http/errors.ts'
import { checkoutErrors } from './errors.ts'

/**
 * Orders know nothing of checkout sessions, yet a buyer's change of one is refused when their session has ended
 * (`follow-order-changes.ts`). Here their routes learn to say so.
 */
export const withBuyerRefusals = (routes: readonly Route[]): Route[] =>
  routes.map((route) =>
    isBuyerWrite(route)
      ? {
          ...route,
          errors: [
            ...route.errors,
            checkoutErrors.CHECKOUT_SESSION_NOT_OPEN,
            ...(route.operationId === 'payOrder' ? [httpErrors.EMAIL_REQUIRED] : []),
            ...(route.operationId === 'updateOrder' ? [checkoutErrors.CHECKOUT_TIP_NOT_ALLOWED] : []),
          ],
        }
      : route,
  )

const isBuyerWrite = (route: Route): boolean =>
  route.callers.includes('checkout') && route.scope?.endsWith('.write') === true
