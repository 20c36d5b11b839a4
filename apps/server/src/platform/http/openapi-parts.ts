import { apiVersions, currentApiVersion } from './versions.ts'

/** Parameters, headers and security schemes that operations refer to. Source: contract, flint-platform 3.1, 4.2, 7, 8. */

const header = (description: string, schema: object = { type: 'string' }) => ({ description, schema })

export const headers = {
  RequestId: header('The id of this request; the one that was sent, or a new UUID.'),
  Version: header('The API version that was served.', { type: 'string', enum: [...apiVersions] }),
  Mode: header('Where an API key or checkout session was used: its mode.', {
    type: 'string',
    enum: ['test', 'live'],
  }),
  MerchantId: header('The merchant of the credential.'),
  MerchantEnvironmentId: header('The environment of the credential.'),
  SandboxId: header('The sandbox of the credential; test mode only.'),
  SandboxTime: header('Extension: what time it is in a sandbox whose clock was moved; absent elsewhere.'),
  Fault: header(
    'Extension: the faults of the sandbox that touched this answer, with commas; absent when none did.',
  ),
  IdempotencyKey: header('The key that counts; made by the server when none was sent.'),
  IdempotencyReplayed: header('`true` when this is the stored answer of an earlier request.', {
    type: 'string',
    enum: ['true'],
  }),
  RetryAfter: header('Whole seconds to wait.', { type: 'string', pattern: '^[0-9]+$' }),
  RateLimitedReason: header('Which budget was used up.', {
    type: 'string',
    enum: ['global-ip', 'api-key', 'merchant', 'setup-flow', 'demo-session', 'resource', 'feedback-intake'],
  }),
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'A name of your own for this request, 1 to 255 printable ASCII characters. Sent again within 24 hours it gives the first answer, and changes nothing.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

export const parameters = {
  IdempotencyKey: idempotencyKey,
  RequiredIdempotencyKey: { ...idempotencyKey, required: true },
  Version: {
    name: 'Flint-Version',
    in: 'header',
    description: "The API version to serve instead of the merchant's own.",
    schema: { type: 'string', enum: [...apiVersions], example: currentApiVersion },
  },
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description: 'An id of your own for this request, 1 to 128 visible ASCII characters; echoed.',
    schema: { type: 'string', minLength: 1, maxLength: 128 },
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The id of the last event that was seen: the stream goes on after it.',
    schema: { type: 'string' },
  },
}

export const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key: `flint_test_` or `flint_live_` and 64 hex digits.',
  },
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'The same API key, in its own header.',
  },
  checkoutSessionId: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Checkout-Session-ID',
    description: "A buyer's checkout session; together with its secret.",
  },
  onboardingSession: {
    type: 'http',
    scheme: 'bearer',
    description:
      'An onboarding session: `flint_onb_` and 64 hex digits, from `POST /v1/onboarding/verify-email`.',
  },
  dashboardSession: {
    type: 'apiKey',
    in: 'cookie',
    name: 'flint_dashboard',
    description:
      "Extension: a person's session in the dashboard. It counts only with the header `Flint-Environment`, or `Flint-Dashboard: 1` where no environment is meant.",
  },
  checkoutSessionSecret: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Checkout-Session-Secret',
    description: 'The secret of that checkout session.',
  },
}

export const ref = (kind: 'headers' | 'parameters', name: string) => ({
  $ref: `#/components/${kind}/${name}`,
})
