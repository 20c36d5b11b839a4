import { attemptTimeoutMs } from '../webhooks/delivery.ts'
import { secretOverlapMs } from '../webhooks/endpoint.ts'
import { maxAutomaticAttempts, retryDelaysSeconds } from '../webhooks/retry-schedule.ts'

/** What a consumer of webhooks has to know, for programs. Source: contract, flint-platform 2, 17.2, 17.3 and 17.5. */
export const webhookDelivery = {
  retry_policy: {
    timeout_seconds: attemptTimeoutMs / 1000,
    max_attempts: maxAutomaticAttempts,
    retry_delays_seconds: retryDelaysSeconds,
    max_jitter_percent: 20,
    success: 'any 2xx',
  },
  secret_rotation: { overlap_seconds: secretOverlapMs / 1000 },
  signing: {
    secret_prefix: 'whsec_',
    tolerance_seconds: 300,
    schemes: [
      {
        header: 'webhook-signature',
        algorithm: 'hmac-sha256',
        encoding: 'base64',
        key: 'the bytes that the base64 behind the prefix stands for',
        signed_content: '{webhook-id}.{webhook-timestamp}.{body}',
      },
      {
        header: 'X-Flint-Signature',
        algorithm: 'hmac-sha256',
        encoding: 'hex',
        key: 'the whole secret text',
        signed_content: '{t}.{body}',
      },
    ],
  },
}
