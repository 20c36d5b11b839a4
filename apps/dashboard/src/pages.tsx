import { type ComponentType, createElement, lazy, useState } from 'react'

export type DashboardPage = { path: string; Page: ComponentType; preload: () => Promise<void> }

/**
 * A page is loaded when it is first opened. Once there, it is shown at once: `lazy` alone would put its fallback in between, which
 * React keeps on the screen for 300 ms.
 */
const page = (path: string, load: () => Promise<ComponentType>): DashboardPage => {
  let loading: Promise<ComponentType> | null = null
  let loaded: ComponentType | null = null
  const loadOnce = () => (loading ??= load().then((component) => (loaded = component)))
  const Later = lazy(async () => ({ default: await loadOnce() }))
  return {
    path,
    Page: () => {
      // Chosen once: another component in its place would be another page, with nothing of what was typed.
      const [Shown] = useState(() => loaded ?? Later)
      return createElement(Shown)
    },
    // A failure is met where the page is shown.
    preload: () =>
      loadOnce().then(
        () => {},
        () => {},
      ),
  }
}

/** Pages within an environment: `/dashboard/{environment}/<path>`. Parameters by `useParams`. One line for each. */
export const pages: readonly DashboardPage[] = [
  page('', async () => (await import('./pages/home/HomePage.tsx')).HomePage),
  page('alerts', async () => (await import('./pages/alerts/AlertsPage.tsx')).AlertsPage),
  page('monitoring', async () => (await import('./pages/monitoring/MonitoringPage.tsx')).MonitoringPage),
  page('go-live', async () => (await import('./pages/go-live/GoLivePage.tsx')).GoLivePage),
  page(
    'verification',
    async () => (await import('./pages/verification/VerificationPage.tsx')).VerificationPage,
  ),
  page('merchant', async () => (await import('./pages/merchant/MerchantPage.tsx')).MerchantPage),
  page('team', async () => (await import('./pages/team/TeamPage.tsx')).TeamPage),
  page('reviews', async () => (await import('./pages/reviews/ReviewsPage.tsx')).ReviewsPage),
  page('reviews/:merchantId', async () => (await import('./pages/reviews/ReviewPage.tsx')).ReviewPage),
  page('orders', async () => (await import('./pages/orders/OrdersPage.tsx')).OrdersPage),
  page('orders/:orderId', async () => (await import('./pages/orders/OrderPage.tsx')).OrderPage),
  page('payments', async () => (await import('./pages/payments/PaymentsPage.tsx')).PaymentsPage),
  page(
    'payments/:paymentIntentId',
    async () => (await import('./pages/payments/PaymentPage.tsx')).PaymentPage,
  ),
  page('refunds', async () => (await import('./pages/refunds/RefundsPage.tsx')).RefundsPage),
  page('refunds/:refundId', async () => (await import('./pages/refunds/RefundPage.tsx')).RefundPage),
  page('disputes', async () => (await import('./pages/disputes/DisputesPage.tsx')).DisputesPage),
  page('disputes/:disputeId', async () => (await import('./pages/disputes/DisputePage.tsx')).DisputePage),
  page('customers', async () => (await import('./pages/customers/CustomersPage.tsx')).CustomersPage),
  page(
    'customers/:customerId',
    async () => (await import('./pages/customers/CustomerPage.tsx')).CustomerPage,
  ),
  page('products', async () => (await import('./pages/products/ProductsPage.tsx')).ProductsPage),
  page('products/:productId', async () => (await import('./pages/products/ProductPage.tsx')).ProductPage),
  page('promotions', async () => (await import('./pages/promotions/PromotionsPage.tsx')).PromotionsPage),
  page(
    'promotions/:promotionId',
    async () => (await import('./pages/promotions/PromotionPage.tsx')).PromotionPage,
  ),
  page('coupons/:couponId', async () => (await import('./pages/promotions/CouponPage.tsx')).CouponPage),
  page(
    'checkout',
    async () => (await import('./pages/checkout/CheckoutSessionsPage.tsx')).CheckoutSessionsPage,
  ),
  page('checkout/new', async () => (await import('./pages/checkout/NewCheckoutPage.tsx')).NewCheckoutPage),
  page(
    'checkout-sessions/:checkoutSessionId',
    async () => (await import('./pages/checkout/CheckoutSessionPage.tsx')).CheckoutSessionPage,
  ),
  page(
    'payment-links',
    async () => (await import('./pages/payment-links/PaymentLinksPage.tsx')).PaymentLinksPage,
  ),
  page(
    'payment-links/new',
    async () => (await import('./pages/payment-links/NewPaymentLinkPage.tsx')).NewPaymentLinkPage,
  ),
  page(
    'payment-links/:paymentLinkId',
    async () => (await import('./pages/payment-links/PaymentLinkPage.tsx')).PaymentLinkPage,
  ),
  page(
    'payment-links/:paymentLinkId/edit',
    async () => (await import('./pages/payment-links/EditPaymentLinkPage.tsx')).EditPaymentLinkPage,
  ),
  page('api-keys', async () => (await import('./pages/developers/ApiKeysPage.tsx')).ApiKeysPage),
  page('api-keys/new', async () => (await import('./pages/developers/NewApiKeyPage.tsx')).NewApiKeyPage),
  page('api-keys/:id', async () => (await import('./pages/developers/ApiKeyPage.tsx')).ApiKeyPage),
  page(
    'api-keys/:id/rotate',
    async () => (await import('./pages/developers/RotateApiKeyPage.tsx')).RotateApiKeyPage,
  ),
  page('webhooks', async () => (await import('./pages/webhooks/WebhooksPage.tsx')).WebhooksPage),
  page('webhooks/new', async () => (await import('./pages/webhooks/NewWebhookPage.tsx')).NewWebhookPage),
  page('webhooks/:id', async () => (await import('./pages/webhooks/EndpointPage.tsx')).EndpointPage),
  page(
    'webhooks/:id/edit',
    async () => (await import('./pages/webhooks/EditWebhookPage.tsx')).EditWebhookPage,
  ),
  page('deliveries/:id', async () => (await import('./pages/webhooks/DeliveryPage.tsx')).DeliveryPage),
  page('events', async () => (await import('./pages/webhooks/EventsPage.tsx')).EventsPage),
  page('events/:id', async () => (await import('./pages/webhooks/EventPage.tsx')).EventPage),
  page('live-events', async () => (await import('./pages/webhooks/LiveEventsPage.tsx')).LiveEventsPage),
  page('request-logs', async () => (await import('./pages/developers/RequestLogsPage.tsx')).RequestLogsPage),
  page(
    'request-logs/:id',
    async () => (await import('./pages/developers/RequestLogPage.tsx')).RequestLogPage,
  ),
  page('sandboxes', async () => (await import('./pages/developers/SandboxesPage.tsx')).SandboxesPage),
  page('sandboxes/:id', async () => (await import('./pages/developers/SandboxPage.tsx')).SandboxPage),
  page(
    'flowlix/checklist',
    async () => (await import('./pages/flowlix/FlowlixChecklistPage.tsx')).FlowlixChecklistPage,
  ),
  page('flowlix/notices', async () => (await import('./pages/flowlix/NoticesPage.tsx')).NoticesPage),
  page('flowlix/notices/:noticeId', async () => (await import('./pages/flowlix/NoticePage.tsx')).NoticePage),
  page('flowlix/endpoints', async () => (await import('./pages/flowlix/EndpointsPage.tsx')).EndpointsPage),
  page(
    'flowlix/endpoints/new',
    async () => (await import('./pages/flowlix/NewEndpointPage.tsx')).NewEndpointPage,
  ),
  page(
    'flowlix/endpoints/:endpointId',
    async () => (await import('./pages/flowlix/EndpointPage.tsx')).EndpointPage,
  ),
  page(
    'flowlix/settings',
    async () => (await import('./pages/flowlix/FlowlixSettingsPage.tsx')).FlowlixSettingsPage,
  ),
  page('settings', async () => (await import('./pages/settings/SettingsPage.tsx')).SettingsPage),
  page('mail', async () => (await import('./pages/developers/MailPage.tsx')).MailPage),
  page('mail/:id', async () => (await import('./pages/developers/EmailPage.tsx')).EmailPage),
]

/** Pages for people who are not signed in: `/dashboard/<path>`, without the shell. Their names stand in `session.ts`, too. */
export const outsidePages: readonly DashboardPage[] = [
  page('sign-in', async () => (await import('./pages/signed-out/SignInPage.tsx')).SignInPage),
  page('sign-in-link', async () => (await import('./pages/signed-out/SignInLinkPage.tsx')).SignInLinkPage),
  page('sign-up', async () => (await import('./pages/signed-out/SignUpPage.tsx')).SignUpPage),
  page('verify', async () => (await import('./pages/signed-out/VerifyEmailPage.tsx')).VerifyEmailPage),
  page(
    'reset-password',
    async () => (await import('./pages/signed-out/ResetPasswordPage.tsx')).ResetPasswordPage,
  ),
  page(
    'accept-invitation',
    async () => (await import('./pages/signed-out/AcceptInvitationPage.tsx')).AcceptInvitationPage,
  ),
]
