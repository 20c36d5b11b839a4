import type { Instant } from '../platform/clock/clock.ts'

/**
 * One message to one person.
 *
 *   queued --written and sent--> sent
 *   queued --not taken--> queued, later each time --too often, or refused for good--> failed
 */
export type Email = {
  environmentId: string
  emailId: string
  kind: EmailKind
  /** event: something happened. request: somebody asked for it. */
  cause: 'event' | 'request'
  recipient: string
  orderId: string | null
  customerId: string | null
  /** What it is about where that is no order: a code, an invitation. */
  aboutId: string | null
  status: EmailStatus
  /** Null until the worker has written it. */
  content: EmailContent | null
  /** catcher: kept here, for who looks; smtp: given to the mail server. */
  sentBy: 'catcher' | 'smtp' | null
  attempts: number
  lastError: string | null
  createdAt: Instant
  sentAt: Instant | null
}

export const emailKinds = [
  'order_receipt',
  'verification_code',
  'password_reset',
  'invitation',
  'alert',
] as const
export type EmailKind = (typeof emailKinds)[number]
export const emailStatuses = ['queued', 'sent', 'failed'] as const
export type EmailStatus = (typeof emailStatuses)[number]

export type EmailContent = { subject: string; html: string; text: string }

/** What is known when a message is caused; its text is written later, outside the request. */
export type NewEmail = Pick<Email, 'kind' | 'cause' | 'recipient' | 'orderId' | 'customerId'> &
  Partial<Pick<Email, 'aboutId'>>
