import { bootstrapScopes } from '../platform/auth/scopes.ts'
import type { ApiIntroduction } from '../platform/http/openapi.ts'
import { eventPayloads } from '../webhooks/event-payloads.ts'
import { webhookDelivery } from './webhook-delivery.ts'

/** The words around the routes' declarations; a tag that some route uses must have its sentence here. */
export const apiIntroduction: ApiIntroduction = {
  title: 'Flint API',
  description: `Orders, payments, refunds and webhooks over JSON.

- Send an API key as \`Authorization: Bearer …\` or \`X-API-Key: …\`. Its prefix decides the mode: \`flint_test_\` or \`flint_live_\`.
- Amounts are whole minor units: \`{"amount": 4200, "currency": "USD"}\` is 42 dollars.
- Writes take an \`Idempotency-Key\`: the same request sent again gives the first answer.
- Decide by \`error.code\`; \`/docs/errors\` says what to do about each one.
- Lists are newest first; \`next_page_token\` leads on.`,
  tags: {
    Orders: 'What the buyer owes: lines, charges, discounts, tip and tax, and how far it is paid.',
    'Checkout sessions': 'A hosted page on which a buyer pays one order.',
    'Payment links': 'A page that any number of buyers can pay on, each with an order of their own.',
    'Payment intents': 'The plan to collect one amount, its authorization, capture and outcome.',
    'Payment options': 'What a payment can be paid with, and why not with the rest.',
    'Payment methods': 'The cards that customers keep, and who may charge them when.',
    'Payment method domains': 'Web sites on which wallets may be shown.',
    Refunds: 'Money returned to the buyer, in full or in part.',
    Disputes: 'Payments that a cardholder or their bank asks back, or asks about.',
    'Processor news': 'Where the processor of live payments sends its events. For operators.',
    'Card tokens': 'Card details turned into a token, so that they never touch your own server.',
    Customers: 'Who pays: contact, addresses, tax identity, and the erasing of personal data.',
    Promotions: 'Percentages, amounts and rewards off an order, automatic or by code, and who may have them.',
    Coupons: 'The older view of promotions with one code.',
    Products: 'What is for sale, with its options and variants.',
    Bundles: 'Several variants that are sold together at one price.',
    Categories: 'The shelves of the catalogue; products name them by their handles.',
    'Modifier groups': 'What a buyer is asked about an item: choices with their prices, or a text.',
    'Modifier sets': 'The groups that a product asks, in order.',
    Merchants: 'Who the keys belong to, what proves it, and whether live mode is open to them.',
    Capabilities: 'What a merchant can do now, and what stands in the way.',
    Operator: 'For people who review the accounts of merchants.',
    Settings: 'What the merchant decides once: branding, checkout, tips, receipts, tax, limits.',
    'Webhook endpoints': 'Where Flint reports what happened, and for which events.',
    'Webhook events': 'What happened, and every attempt to tell you.',
    Flowlix: 'What is set and watched of the second API, with which a Flowlix client takes payments.',
    'API keys': 'Which keys there are, what each may do, and when it was last used.',
    Sandboxes:
      'Worlds of their own for trying things out: made, emptied, copied and moved as a whole. Takes a live key.',
    Dashboard:
      'What the dashboard is made of: signing in, the team, how today goes, alerts, the way to live mode.',
    Onboarding:
      'An account by API: start, prove the e-mail address, make the first key, say what is asked for until live mode is open.',
    Feedback: 'What you tell the people who run this server.',
    Developer: 'Who a credential is, what was called and what came of it, and the API itself.',
  },
  bootstrapScopes,
  webhooks: { payloads: eventPayloads, delivery: webhookDelivery },
}
