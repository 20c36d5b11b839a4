import { checkSettings } from '../checkout-sessions/check-settings.ts'
import { openDraft } from '../checkout-sessions/create-session.ts'
import type { SessionWithOrder } from '../checkout-sessions/session.ts'
import { draftOrder } from '../orders/create-order.ts'
import type { LineItemInput } from '../orders/input-schemas.ts'
import type { LinkOfOrder } from '../orders/order.ts'
import { isUniqueViolation } from '../platform/db/database.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { expectOpen, expectTickets } from './availability.ts'
import { chosenLines } from './choose.ts'
import { answersOf } from './custom-fields.ts'
import { paymentLinkErrors } from './errors.ts'
import { refuseUnknownLink } from './get-link.ts'
import type { ResolvePaymentLinkBody } from './input-schemas.ts'
import type { CountedLink, PaymentLink } from './payment-link.ts'
import { findLink } from './queries.ts'
import { type Resolution, readResolutionContext, refuseUsed } from './resolution-context.ts'
import { sessionBodyOf } from './session-body.ts'

/**
 * Turns what a buyer chose into an order and its checkout, in one transaction. No place is taken yet: that is done where the
 * money is. Source: contract, flint-commerce 9.4.
 */
export const resolveLink = async (
  ctx: Context,
  paymentLinkId: string,
  input: ResolvePaymentLinkBody,
): Promise<SessionWithOrder> => {
  const found = await ctx.db.run(findLink(ctx, paymentLinkId))
  if (!found) throw refuseUnknownLink()
  const resolution = readResolutionContext(ctx, paymentLinkId, input.resolution_context)
  expectOpen(found, ctx.now)
  expectSame(found.link, resolution)
  const lines = chosenLines(found.link, input)
  const metadata = answersOf(found.link.customFields, input.custom_field_values ?? {}, found.link.metadata)
  expectTickets(found, unitsIn(lines))
  try {
    return await openCheckout(ctx, found, resolution, lines, metadata)
  } catch (error) {
    if (isUniqueViolation(error, 'one_checkout_of_resolution')) throw refuseUsed('It has made a checkout.')
    throw error
  }
}

const openCheckout = async (
  ctx: Context,
  { link }: CountedLink,
  { resolutionId }: Resolution,
  lines: LineItemInput[],
  metadata: Record<string, string>,
): Promise<SessionWithOrder> => {
  const input = sessionBodyOf(link.type, link.terms)
  const settings = checkSettings(ctx, input)
  const draft = await draftOrder(
    ctx,
    {
      line_items: lines,
      ...(settings.tax?.enabled === undefined ? {} : { tax: { enabled: settings.tax.enabled } }),
    },
    'payment_link',
    {
      paymentLink: linkOfOrder(link, unitsIn(lines)),
      metadata,
      ...(input.promotion_config?.automatic_enabled === false ? { takesNoAutomaticPromotions: true } : {}),
    },
  )
  const made = { paymentLinkId: link.paymentLinkId, resolutionId }
  return openDraft(ctx, draft, { input, settings, paymentLink: made }, (opened) => ({
    result: opened,
    writes: [],
  }))
}

const expectSame = ({ version }: PaymentLink, resolution: Resolution) => {
  if (resolution.version !== version)
    throw refuse(paymentLinkErrors.PAYMENT_LINK_CHANGED, {
      param: 'resolution_context',
      extra: { current_version: version },
    })
}

const unitsIn = (lines: readonly LineItemInput[]): number =>
  lines.reduce((sum, { quantity = 1 }) => sum + quantity, 0)

const linkOfOrder = ({ paymentLinkId, terms }: PaymentLink, quantity: number): LinkOfOrder => ({
  paymentLinkId,
  place: 'none',
  quantity,
  ...(terms.event_config
    ? {
        event: {
          name: terms.name,
          location: terms.event_config.venue ?? null,
          startsAt: terms.event_config.event_at,
          timezone: terms.event_config.timezone ?? 'UTC',
        },
      }
    : {}),
})
