import type { ApiIntroduction } from '../platform/http/openapi.ts'

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
    'Payment intents': 'The plan to collect one amount, its authorization, capture and outcome.',
    Refunds: 'Money returned to the buyer, in full or in part.',
    'Card tokens': 'Card details turned into a token, so that they never touch your own server.',
    'Webhook endpoints': 'Where Flint reports what happened, and for which events.',
    'Webhook events': 'What happened, and every attempt to tell you.',
    Developer: 'Who a credential is, and the API itself.',
  },
  releases: [
    {
      version: '2026-09-07',
      changes: [
        {
          id: 'order_status_axes',
          summary:
            'The status of an order is open or closed; payment_status and refund_status say how far it is paid and refunded.',
          schemas: ['Order'],
        },
      ],
    },
    { version: '2026-02-01', changes: [] },
  ],
}
