import { timingSafeEqual } from 'node:crypto'
import { type Instant, hourMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { paymentLinkErrors } from './errors.ts'
import type { PaymentLink } from './payment-link.ts'

/**
 * What a buyer was shown, signed: which link, in which version, when. Each is good for one checkout, so that a page that is
 * sent twice does not make two orders; nothing is kept until then. Source: contract, flint-commerce 9.4.
 */
export type Resolution = {
  /** Good once: see the unique index `one_checkout_of_resolution`. */
  resolutionId: string
  version: number
  issuedAt: Instant
}

/** A buyer has this long to fill the page in. */
const startMs = hourMs
/** From then on the same call with the same Idempotency-Key may not find its first answer any more. */
const lifeMs = 24 * hourMs

export const newResolutionContext = (ctx: Context, { paymentLinkId, version }: PaymentLink) => {
  const resolutionId = ctx.ids.randomBytes(16).toString('base64url')
  const content = [resolutionId, String(version), String(Date.parse(ctx.now))].join('.')
  return {
    resolution_context: `${content}.${signatureOf(ctx, paymentLinkId, content)}`,
    resolution_context_start_deadline_at: plusMs(ctx.now, startMs),
    resolution_context_expires_at: plusMs(ctx.now, lifeMs),
  }
}

/** @throws the refusal for one that is forged, another link's, or too old. */
export const readResolutionContext = (ctx: Context, paymentLinkId: string, text: string): Resolution => {
  const end = text.lastIndexOf('.')
  const content = text.slice(0, Math.max(0, end))
  if (!isSame(text.slice(end + 1), signatureOf(ctx, paymentLinkId, content)))
    throw refuse(paymentLinkErrors.PAYMENT_LINK_RESOLUTION_CONTEXT_INVALID, { param: 'resolution_context' })
  const [resolutionId, version, issuedMs] = content.split('.')
  const issuedAt = new Date(Number(issuedMs)).toISOString()
  if (plusMs(issuedAt, startMs) <= ctx.now) throw refuseUsed('Its time is over.')
  return { resolutionId: resolutionId!, version: Number(version), issuedAt }
}

export const refuseUsed = (message: string) =>
  refuse(paymentLinkErrors.PAYMENT_LINK_RESOLUTION_CONTEXT_REFRESH_REQUIRED, {
    param: 'resolution_context',
    message: `This resolution_context is used up. ${message}`,
  })

const signatureOf = (ctx: Context, paymentLinkId: string, content: string): string =>
  ctx.secrets.digest('payment-link', `${ctx.environmentId} ${paymentLinkId} ${content}`).toString('base64url')

const isSame = (sent: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(sent), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
