import type { Email } from './email.ts'

export const toEmailSummary = (email: Email) => ({
  email_id: email.emailId,
  kind: email.kind,
  to: email.recipient,
  subject: email.content?.subject ?? null,
  status: email.status,
  sent_by: email.sentBy,
  order_id: email.orderId,
  attempts: email.attempts,
  last_error: email.lastError,
  created_at: email.createdAt,
  sent_at: email.sentAt,
})

export const toEmail = (email: Email) => ({
  ...toEmailSummary(email),
  html: email.content?.html ?? null,
  text: email.content?.text ?? null,
})
