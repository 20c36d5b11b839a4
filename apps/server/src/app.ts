import type { FastifyInstance } from 'fastify'
import { bundleRoutes } from './bundles/index.ts'
import { cardTokenRoutes } from './card-tokens/routes/index.ts'
import { categoryRoutes } from './categories/index.ts'
import { serveChallenge } from './challenge/serve-challenge.ts'
import { withBuyerRefusals } from './checkout-sessions/buyer-refusals.ts'
import { checkoutAuthenticator } from './checkout-sessions/credential.ts'
import { checkoutSessionRoutes } from './checkout-sessions/routes/index.ts'
import { couponRoutes } from './coupons/index.ts'
import { customerRoutes } from './customers/index.ts'
import { serveHealth } from './developer/health.ts'
import { developerRoutes } from './developer/routes/index.ts'
import { disputeRoutes } from './disputes/index.ts'
import { serveDocs } from './docs/index.ts'
import { serveCheckoutPage } from './hosted-pages/serve-checkout-page.ts'
import { modifierRoutes } from './modifiers/index.ts'
import { mailRoutes, serveMailPage } from './mail/index.ts'
import { orderRoutes } from './orders/routes/index.ts'
import { paymentMethodDomainRoutes } from './payment-method-domains/index.ts'
import { paymentOptionRoutes } from './payment-options/routes/index.ts'
import { paymentMethodRoutes } from './payment-methods/routes/index.ts'
import { paymentRoutes } from './payments/routes/index.ts'
import { apiKeys } from './platform/auth/api-keys.ts'
import type { Services } from './platform/context.ts'
import type { Route } from './platform/http/route.ts'
import { buildHttpApp } from './platform/http/server.ts'
import { requestLog } from './platform/log/request-log.ts'
import { tokenBuckets } from './platform/rate-limits/token-buckets.ts'
import { productRoutes } from './products/index.ts'
import { promotionRoutes } from './promotions/index.ts'
import { receiptRoutes } from './receipts/index.ts'
import { refundRoutes } from './refunds/routes/index.ts'
import { webhookRoutes } from './webhooks/routes/index.ts'

/** Every capability's routes, one line each, in the order of the API reference. */
export const routes: readonly Route[] = [
  ...withBuyerRefusals(orderRoutes),
  ...paymentRoutes,
  ...paymentOptionRoutes,
  ...paymentMethodRoutes,
  ...paymentMethodDomainRoutes,
  ...cardTokenRoutes,
  ...checkoutSessionRoutes,
  ...receiptRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...customerRoutes,
  ...productRoutes,
  ...bundleRoutes,
  ...categoryRoutes,
  ...modifierRoutes,
  ...promotionRoutes,
  ...couponRoutes,
  ...webhookRoutes,
  ...mailRoutes,
  ...developerRoutes(() => routes),
]

/** Pages that are built before they can be served. */
export type BuiltPages = { checkoutDirectory?: string }

/** The HTTP app over these services; closing it writes what the request log still holds. */
export const buildApp = async (
  services: Services,
  { checkoutDirectory }: BuiltPages = {},
): Promise<FastifyInstance> => {
  const log = requestLog(services)
  const rateLimits = tokenBuckets(services.clock)
  const app = buildHttpApp(
    {
      ...services,
      apiKeys: apiKeys(services),
      checkoutAuthenticator: checkoutAuthenticator(services),
      rateLimits,
      requestLog: log,
    },
    routes,
  )
  serveHealth(app, services)
  serveDocs(app, services.config, routes)
  serveMailPage(app, services)
  await serveChallenge(app, services, rateLimits)
  if (checkoutDirectory) await serveCheckoutPage(app, checkoutDirectory)
  app.addHook('onClose', () => log.close())
  return app
}
