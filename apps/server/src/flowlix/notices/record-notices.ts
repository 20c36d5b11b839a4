import type { FlowlixReference } from '../../orders/order.ts'
import type { Context } from '../../platform/context.ts'
import { type Statement, writeAny } from '../../platform/db/statement.ts'
import { lettersAndDigits } from '../../platform/auth/key-dialects.ts'
import { type NoticeType, shownType } from './notice.ts'

/** Something to tell about a payment, or about one of its refunds. */
export type Tellable = {
  type: NoticeType
  payment: Pick<FlowlixReference, 'paymentId' | 'profile'>
  refundId?: string
}

/**
 * One notice for each endpoint that takes the event, and one for the payment's own callback address, in the transaction that
 * caused it. Whoever receives them is read by the same statement, so that a payment that nobody listens to costs one look.
 * A notice's id is made of its event's time and a digest of event and receiver, since how many there are is known only there.
 */
export const recordNotices = (ctx: Context, { type, payment, refundId }: Tellable): Statement<void> => ({
  ...writeAny(
    'record_flowlix_notices',
    `INSERT INTO flowlix_notices (environment_id, flowlix_notice_id, event_id, event_type, payment_id, refund_id,
                                  flowlix_webhook_endpoint_id, callback_url, lane, profile, status, next_attempt_at,
                                  is_on_own_clock, created_at, updated_at)
     SELECT $1::text, substr($2::text, 1, 15) || upper(substr(encode(sha256(convert_to($3::text || receiver.lane, 'UTF8')), 'hex'), 1, 16)),
            $3::text, receiver.event_type, $4::text, $5::text, receiver.endpoint_id, receiver.callback_url, receiver.lane,
            receiver.profile, 'pending', $8::timestamptz, v.has_own_clock, $8::timestamptz, $8::timestamptz
     FROM (SELECT w.flowlix_webhook_endpoint_id AS endpoint_id, NULL AS callback_url, w.flowlix_webhook_endpoint_id AS lane,
                  'c' AS profile, $6::text AS event_type
           FROM flowlix_webhook_endpoints w
           WHERE w.environment_id = $1 AND w.is_enabled AND w.deleted_at IS NULL
             AND (w.enabled_events = '{}' OR $6 = ANY(w.enabled_events))
           UNION ALL
           SELECT NULL, p.document ->> 'callbackUrl', substring(p.document ->> 'callbackUrl' FROM '^[^:]+://[^/?#]+'),
                  p.document ->> 'profile', $7::text
           FROM flowlix_payments p
           WHERE p.environment_id = $1 AND p.payment_id = $4 AND $5::text IS NULL AND p.document ->> 'callbackUrl' IS NOT NULL
          ) receiver
     JOIN environments v ON v.environment_id = $1
     RETURNING 1`,
    [
      ctx.environmentId,
      ctx.ids.newId('fntc'),
      `evt_${lettersAndDigits((size) => ctx.ids.randomBytes(size), 24)}`,
      payment.paymentId,
      refundId ?? null,
      type,
      shownType(type, payment.profile),
      ctx.now,
    ],
  ),
  isQueue: true,
})
