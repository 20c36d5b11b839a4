import { Type } from 'typebox'
import { Timestamp, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { emailKinds, emailStatuses } from './email.ts'

/** An extension: the published API has no view of what was mailed. */
const summary = {
  email_id: id('eml', 'The message'),
  kind: oneOf(emailKinds),
  to: Type.String(),
  subject: nullable(Type.String({ description: 'Null until the message is written.' })),
  status: oneOf(emailStatuses),
  sent_by: nullable(
    oneOf(['catcher', 'smtp'], {
      description: 'catcher: kept here only. Messages of sandboxes never go to a mail server.',
    }),
  ),
  order_id: nullable(id('ord', 'The order it is about')),
  attempts: Type.Integer({ minimum: 0 }),
  last_error: nullable(Type.String()),
  created_at: Timestamp,
  sent_at: nullable(Timestamp),
}

export const EmailSummary = named('EmailSummary', Type.Object(summary))
export const Email = named(
  'Email',
  Type.Object({ ...summary, html: nullable(Type.String()), text: nullable(Type.String()) }),
)

export const EmailParams = Type.Object({ email_id: id('eml', 'The message') })
