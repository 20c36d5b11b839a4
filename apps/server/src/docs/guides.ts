import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../../docs/guides')

export type Guide = { name: string; path: string; group: string }

/** The side navigation: groups and their pages, in this order. A name is a file of docs/guides. */
const groups: Record<string, readonly string[]> = {
  Start: ['README', 'quickstart', 'testing', 'onboarding-by-api', 'verification', 'going-live', 'team'],
  Sell: ['settings', 'prices', 'catalog', 'modifiers', 'customers', 'promotions', 'payment-links', 'tax'],
  'Take money': ['saved-cards', 'bank-debits', 'receipts', 'refunds', 'disputes'],
  Test: ['sandboxes', 'sandbox-clock'],
  Build: [
    'api-keys',
    'idempotency',
    'errors',
    'rate-limits',
    'debugging',
    'webhooks',
    'webhook-events',
    'alerts',
    'faults',
    'versions',
  ],
  Flowlix: [
    'flowlix-quickstart',
    'flowlix-hosted-page',
    'flowlix-webhooks',
    'flowlix-errors',
    'flowlix-test-cards',
    'flowlix-profiles',
    'flowlix-going-live',
  ],
  Run: ['configuration', 'operating', 'live-with-stripe'],
}

export const guides: readonly Guide[] = Object.entries(groups).flatMap(([group, names]) =>
  names.map((name) => ({ name, group, path: name === 'README' ? '/docs' : `/docs/${name}` })),
)

/** The address that the guides print; a page shows the one of the server that serves it. */
export const printedAddress = 'http://127.0.0.1:4242'

export const readGuide = (name: string): string => readFileSync(join(folder, `${name}.md`), 'utf8')
