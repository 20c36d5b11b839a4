import type { FastifyInstance } from 'fastify'
import { alertRoutes } from './alerts/index.ts'
import { apiKeyRoutes } from './api-keys/index.ts'
import { bundleRoutes } from './bundles/index.ts'
import { capabilityRoutes } from './capabilities/index.ts'
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
import { feedbackReportRoutes } from './feedback-reports/index.ts'
import { flowlixFace, flowlixRoutes, flowlixSettingsRoutes, hostedPaymentRoutes } from './flowlix/index.ts'
import { flowlixChecklistRoutes } from './flowlix/checklist/index.ts'
import { flowlixNoticeRoutes } from './flowlix/notices/index.ts'
import { flowlixPaymentOfOrderRoutes } from './flowlix/payment-of-order/index.ts'
import { goLiveRoutes } from './go-live/index.ts'
import { serveCheckoutPage } from './hosted-pages/serve-checkout-page.ts'
import { serveDashboard } from './hosted-pages/serve-dashboard.ts'
import { merchantAccountSessionRoutes } from './merchant-account-sessions/index.ts'
import { merchantRoutes } from './merchants/index.ts'
import { modifierRoutes } from './modifiers/index.ts'
import { mailRoutes, serveMailPage } from './mail/index.ts'
import { onboardingAuthenticator, onboardingRoutes } from './onboarding/index.ts'
import { orderRoutes } from './orders/routes/index.ts'
import { countingCalls, overviewRoutes } from './overview/index.ts'
import { paymentLinkRoutes } from './payment-links/index.ts'
import { paymentMethodDomainRoutes } from './payment-method-domains/index.ts'
import { paymentOptionRoutes } from './payment-options/routes/index.ts'
import { paymentMethodRoutes } from './payment-methods/routes/index.ts'
import { paymentRoutes } from './payments/routes/index.ts'
import { apiKeys } from './platform/auth/api-keys.ts'
import type { Services } from './platform/context.ts'
import type { Route } from './platform/http/route.ts'
import { buildHttpApp } from './platform/http/server.ts'
import { requestLog } from './platform/log/request-log.ts'
import { rateLimitsOf, requestWindowsOf } from './platform/rate-limits/rate-limits.ts'
import { processorNewsRoutes } from './processor-news/index.ts'
import { productRoutes } from './products/index.ts'
import { promotionRoutes } from './promotions/index.ts'
import { receiptRoutes } from './receipts/index.ts'
import { refundRoutes } from './refunds/routes/index.ts'
import { settingsRoutes } from './settings/index.ts'
import { sandboxRoutes } from './sandboxes/routes/index.ts'
import { sandboxFaultRoutes } from './sandboxes/faults/routes/index.ts'
import { sandboxClockRoutes } from './sandboxes/clock/routes/index.ts'
import { timerHandlers } from './timer-handlers.ts'
import { requestLogRoutes } from './request-logs/index.ts'
import { resourceTimelineRoutes } from './resource-timelines/index.ts'
import { dashboardAuthenticator, userRoutes } from './users/index.ts'
import { verificationRoutes } from './verification/routes/index.ts'
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
  ...paymentLinkRoutes,
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
  ...merchantRoutes,
  ...verificationRoutes,
  ...capabilityRoutes,
  ...merchantAccountSessionRoutes,
  ...settingsRoutes,
  ...flowlixSettingsRoutes,
  ...flowlixNoticeRoutes,
  ...flowlixChecklistRoutes,
  ...flowlixPaymentOfOrderRoutes,
  ...hostedPaymentRoutes,
  ...webhookRoutes,
  ...mailRoutes,
  ...processorNewsRoutes,
  ...apiKeyRoutes,
  ...sandboxRoutes,
  ...sandboxFaultRoutes,
  ...sandboxClockRoutes(timerHandlers),
  ...requestLogRoutes(() => routes),
  ...resourceTimelineRoutes(() => routes),
  ...feedbackReportRoutes,
  ...overviewRoutes,
  ...alertRoutes,
  ...goLiveRoutes,
  ...onboardingRoutes,
  ...userRoutes,
  ...developerRoutes(() => routes),
]

/** Pages that are built before they can be served. */
export type BuiltPages = { checkoutDirectory?: string; dashboardDirectory?: string }

/** The HTTP app over these services; closing it writes what the request log still holds. */
export const buildApp = async (
  services: Services,
  { checkoutDirectory, dashboardDirectory }: BuiltPages = {},
): Promise<FastifyInstance> => {
  const log = countingCalls(requestLog(services, [...routes, ...flowlixRoutes]), services)
  const keys = apiKeys(services)
  const rateLimits = rateLimitsOf(services)
  const app = buildHttpApp(
    {
      ...services,
      authenticators: {
        apiKeys: keys,
        checkout: checkoutAuthenticator(services),
        onboarding: onboardingAuthenticator(services),
        dashboard: dashboardAuthenticator(services),
      },
      rateLimits,
      requestLog: log,
    },
    routes,
    flowlixFace({
      config: services.config,
      ids: services.ids,
      routes: flowlixRoutes,
      flintRoutes: routes,
      windows: requestWindowsOf(services),
    }),
  )
  serveHealth(app, services)
  serveDocs(app, services.config, routes)
  serveMailPage(app, services)
  await serveChallenge(app, services, rateLimits)
  if (checkoutDirectory) await serveCheckoutPage(app, checkoutDirectory, services.config)
  if (dashboardDirectory) await serveDashboard(app, dashboardDirectory)
  app.addHook('onClose', () => Promise.all([log.close(), keys.close()]))
  return app
}
