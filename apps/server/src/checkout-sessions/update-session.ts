import { activitiesOf } from '../orders/activities.ts'
import { orderUpdated } from '../orders/events.ts'
import { newContact } from '../orders/buyer-contact.ts'
import type { Order } from '../orders/order.ts'
import { lockOrder, recordActivities, saveOrder } from '../orders/queries.ts'
import { findActiveAttempt, lockIntentsOfOrder } from '../payments/queries.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import { checkTimeZone } from '../platform/http/time-zone.ts'
import { refuseEnded, refuseUnknown } from './close-session.ts'
import { checkoutErrors } from './errors.ts'
import type { UpdateSessionBody } from './input-schemas.ts'
import { findSession, findSessionWithOrder, lockSession, saveSession } from './queries.ts'
import type { CheckoutSession, SessionWithOrder } from './session.ts'

const fieldsOf = {
  merchant: new Set(['metadata', 'external_reference_id']),
  buyer: new Set(['buyer_contact', 'timezone']),
}

/** Merchants change their notes at any time, buyers their own details while it is open. Source: contract, flint-commerce 8.3. */
export const updateSession = async (
  ctx: Context,
  checkoutSessionId: string,
  input: UpdateSessionBody,
): Promise<SessionWithOrder> => {
  const fields = Object.keys(input)
  if (fields.length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  const isBuyer = ctx.caller.kind === 'checkout_session'
  const allowed = isBuyer ? fieldsOf.buyer : fieldsOf.merchant
  const forbidden = fields.find((field) => !allowed.has(field))
  if (forbidden) throw refuse(checkoutErrors.FIELD_NOT_ALLOWED_FOR_CALLER, { param: forbidden })
  if (input.timezone !== undefined) checkTimeZone(input.timezone, 'timezone')
  return isBuyer
    ? updateByBuyer(ctx, checkoutSessionId, input)
    : updateByMerchant(ctx, checkoutSessionId, input)
}

const updateByMerchant = (
  ctx: Context,
  checkoutSessionId: string,
  input: UpdateSessionBody,
): Promise<SessionWithOrder> =>
  transact(
    ctx,
    {
      session: lockSession(ctx, checkoutSessionId),
      around: findSessionWithOrder(ctx, checkoutSessionId),
    },
    ({ session: before, around }) => {
      if (!before || !around) throw refuseUnknown()
      const session: CheckoutSession = {
        ...before,
        metadata: mergeMetadata(before.metadata, input.metadata),
        externalReferenceId:
          input.external_reference_id === undefined
            ? before.externalReferenceId
            : input.external_reference_id,
        version: before.version + 1,
        updatedAt: ctx.now,
      }
      return { result: { ...around, session }, writes: [saveSession(session)] }
    },
  )

/** The contact is the order's: the receipt and the payments are made out to it. */
const updateByBuyer = async (
  ctx: Context,
  checkoutSessionId: string,
  input: UpdateSessionBody,
): Promise<SessionWithOrder> => {
  const found = await ctx.db.run(findSession(ctx, checkoutSessionId))
  if (!found) throw refuseUnknown()
  return transact(
    ctx,
    {
      order: lockOrder(ctx, found.orderId),
      session: lockSession(ctx, checkoutSessionId),
      intents: lockIntentsOfOrder(ctx, found.orderId),
      attempt: findActiveAttempt(ctx, found.orderId),
    },
    ({ order: before, session, intents, attempt }) => {
      if (!before || !session) throw refuseUnknown()
      if (session.status !== 'open' || session.expiresAt <= ctx.now) throw refuseEnded(session)
      const updated: CheckoutSession = {
        ...session,
        timezone: input.timezone ?? session.timezone,
        version: session.version + 1,
        updatedAt: ctx.now,
      }
      const order = input.buyer_contact ? changedContact(ctx, before, input.buyer_contact) : before
      return {
        result: { session: updated, order, attempt, intents },
        writes: [saveSession(updated), ...(order === before ? [] : orderWrites(ctx, before, order))],
        wake: ['events'],
      }
    },
  )
}

const changedContact = (
  ctx: Context,
  order: Order,
  contact: NonNullable<UpdateSessionBody['buyer_contact']>,
): Order => ({
  ...order,
  buyerContact: newContact(order.buyerContact, contact),
  revision: order.revision + 1,
  updatedAt: ctx.now,
})

const orderWrites = (ctx: Context, before: Order, order: Order) => [
  saveOrder(order),
  ...recordActivities(
    ctx,
    order,
    activitiesOf(before, order, [{ type: 'order_updated', description: 'Buyer contact changed' }]),
  ),
  ...recordEvents(ctx, [orderUpdated(order)]),
]
