import type { IconName } from '../parts/Icon.tsx'

export type NavigationItem = { path: string; name: string; icon: IconName; isForOperators?: boolean }
export type NavigationGroup = { name: string | null; items: readonly NavigationItem[] }

/** The sidebar, a line for each page that has a place in it. `path` is within the environment. */
export const navigation: readonly NavigationGroup[] = [
  {
    name: null,
    items: [
      { path: '', name: 'Home', icon: 'home' },
      { path: 'alerts', name: 'Alerts', icon: 'warning' },
      { path: 'monitoring', name: 'Monitoring', icon: 'stream' },
      { path: 'go-live', name: 'Go live', icon: 'check' },
    ],
  },
  {
    name: 'Money',
    items: [
      { path: 'orders', name: 'Orders', icon: 'order' },
      { path: 'payments', name: 'Payments', icon: 'payment' },
      { path: 'refunds', name: 'Refunds', icon: 'refund' },
      { path: 'disputes', name: 'Disputes', icon: 'dispute' },
    ],
  },
  {
    name: 'Shop',
    items: [
      { path: 'customers', name: 'Customers', icon: 'customer' },
      { path: 'products', name: 'Products', icon: 'product' },
      { path: 'promotions', name: 'Promotions', icon: 'promotion' },
      { path: 'checkout', name: 'Checkout', icon: 'cart' },
      { path: 'payment-links', name: 'Payment links', icon: 'link' },
    ],
  },
  {
    name: 'Developers',
    items: [
      { path: 'webhooks', name: 'Webhooks', icon: 'webhook' },
      { path: 'events', name: 'Events', icon: 'stream' },
      { path: 'request-logs', name: 'Request logs', icon: 'log' },
      { path: 'api-keys', name: 'API keys', icon: 'key' },
      { path: 'sandboxes', name: 'Sandboxes', icon: 'sandbox' },
      { path: 'mail', name: 'Mail', icon: 'mail' },
    ],
  },
  {
    name: 'Flowlix',
    items: [
      { path: 'flowlix/checklist', name: 'Checklist', icon: 'check' },
      { path: 'flowlix/notices', name: 'Notices', icon: 'stream' },
      { path: 'flowlix/endpoints', name: 'Endpoints', icon: 'webhook' },
      { path: 'flowlix/settings', name: 'Flowlix API', icon: 'settings' },
    ],
  },
  {
    name: 'Account',
    items: [
      { path: 'verification', name: 'Verification', icon: 'done' },
      { path: 'merchant', name: 'Business profile', icon: 'settings' },
      { path: 'settings', name: 'Settings', icon: 'settings' },
      { path: 'team', name: 'Team', icon: 'team' },
      { path: 'reviews', name: 'Account reviews', icon: 'search', isForOperators: true },
    ],
  },
]
