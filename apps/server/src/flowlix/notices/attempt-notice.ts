import { clockOf } from '../../platform/clock/own-clock.ts'
import { type Services, servicesIn } from '../../platform/context.ts'
import { attemptTimeoutMs } from '../../webhooks/delivery.ts'
import { secretsValidAt } from '../../webhooks/endpoint.ts'
import { type DeliveryAgents, type DeliveryOutcome, sendDelivery } from '../../webhooks/send-delivery.ts'
import { allowPrivateIn } from '../../webhooks/target-url.ts'
import { callbackSecretsOf } from './callback-secret.ts'
import { renderNotice } from './envelope.ts'
import type { DueNotice } from './notice-queue.ts'
import { flowlixSignature } from './signature.ts'

export type NoticeOutcome = { body: string; outcome: DeliveryOutcome }

/**
 * Signs a notice and sends it. Never rejects for what the receiver does: that is in the outcome. The outcome's times are the
 * environment's; the signature's is the machine's, since the receiver compares it with its own clock.
 */
export const attemptNotice = async (
  services: Services,
  { notice, environment, url, secrets: found, told }: DueNotice,
  agents?: DeliveryAgents,
): Promise<NoticeOutcome> => {
  const { systemClock, config, secrets } = services
  const clock = clockOf(systemClock, environment.ownClock)
  const signing = found ?? (await callbackSecretsOf(servicesIn(services, environment), notice.environmentId))
  const body = notice.body ?? renderNotice({ ...services, ...environment }, notice, told)
  const valid = secretsValidAt(signing, clock.now()).map((sealed) => secrets.unseal(sealed))
  const outcome = await sendDelivery({
    url,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Flowlix-Webhooks/1.0',
      'Flowlix-Signature': flowlixSignature(valid, Math.floor(systemClock.nowMs() / 1000), body),
    },
    body,
    timeoutMs: attemptTimeoutMs,
    allowPrivate: allowPrivateIn(environment.mode, config),
    // A clock that can be moved says when an attempt was made, but not how long the network took.
    clock: { now: () => clock.now(), monotonicMs: () => performance.now() },
    ...(agents === undefined ? {} : { agents }),
  })
  // Where time stands still, an attempt takes none.
  return {
    body,
    outcome: environment.ownClock?.frozenAt ? { ...outcome, completedAt: outcome.startedAt } : outcome,
  }
}
