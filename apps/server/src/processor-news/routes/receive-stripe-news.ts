import { Type } from 'typebox'
import { readNews } from '../../payments/processors/stripe/webhooks.ts'
import type { Context } from '../../platform/context.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { noteNews } from '../note-news.ts'
import { subjectOf } from '../subject.ts'

const limitBytes = 1024 * 1024

export const receiveStripeNewsRoute = defineRoute({
  method: 'POST',
  path: '/webhooks/stripe',
  operationId: 'receiveStripeNews',
  tag: 'Processor news',
  summary: 'Take news from Stripe',
  description:
    'For an operator who takes live payments by Stripe: the address that Stripe sends its events to. They must be signed with the secret of `FLINT_STRIPE_WEBHOOK_SECRET`.',
  callers: ['public'],
  idempotency: 'none',
  isExtension: true,
  stream: { takes: { contentType: 'application/json', limitBytes }, signedBy: 'stripe-signature' },
  status: 200,
  data: Type.Object({ received: Type.Boolean() }),
  errors: [httpErrors.INVALID_REQUEST_BODY, httpErrors.SERVICE_UNAVAILABLE],
  run: ({ ctx, bytes, signature }) => receive(ctx, bytes, signature),
  show: (received) => answer(200, { received }),
})

/** True for news that are about something of ours. */
const receive = async (
  ctx: Context,
  bytes: AsyncIterable<Buffer>,
  signature: string | null,
): Promise<boolean> => {
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  const { stripe: settings } = ctx.config
  const nowMs = ctx.systemClock.nowMs()
  // Nobody can have signed anything where Stripe is not configured.
  const news = settings && readNews(settings, { body: Buffer.concat(chunks), signature, nowMs })
  if (!news)
    throw refuse(httpErrors.INVALID_REQUEST_BODY, {
      message: 'The signature does not fit the body, or it is older than five minutes.',
    })
  const subject = news.isOurMode ? subjectOf(news.event) : null
  if (subject) await noteNews(ctx, subject)
  return subject !== null
}
