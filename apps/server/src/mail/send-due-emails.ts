import type { Environments } from '../platform/auth/environments.ts'
import { type Context, type Services, systemContext } from '../platform/context.ts'
import type { Email, EmailContent, EmailKind } from './email.ts'
import { markEmailNotSent, markEmailSent, saveEmailContent, takeDueEmails } from './queries.ts'
import { nextTryAt } from './retry-schedule.ts'
import { MailRefused, type MailTransport } from './transport.ts'

/** Who writes the text of each kind of message; null when there is nothing to tell any more. */
export type EmailWriters = Record<EmailKind, (ctx: Context, email: Email) => Promise<EmailContent | null>>

/**
 * Writes and sends what is due, and says how much that was. Live mode's messages go to the mail server when there is
 * one; a sandbox's never leave this installation.
 */
export const sendDueEmails = async (
  services: Services,
  known: Environments,
  writers: Partial<EmailWriters>,
  smtp: MailTransport | null,
): Promise<number> => {
  const due = await services.db.run(takeDueEmails(services.systemClock.now()))
  await Promise.all(due.map((email) => sendOne(services, known, writers, smtp, email)))
  return due.length
}

const sendOne = async (
  services: Services,
  known: Environments,
  writers: Partial<EmailWriters>,
  smtp: MailTransport | null,
  email: Email,
): Promise<void> => {
  const { db, systemClock, log } = services
  try {
    const environment = await known.find(email.environmentId)
    const ctx = environment && systemContext(services, environment)
    const content = ctx && (await contentOf(ctx, writers, email))
    if (!content) return await db.run(markEmailNotSent(email, 'There is nothing to tell any more.', null))
    const isSent = ctx.mode === 'live' && smtp !== null
    if (isSent)
      await smtp.sendMail({
        messageId: `<${email.emailId}@flint>`,
        fromName: ctx.merchantName,
        to: email.recipient,
        ...content,
      })
    await db.run(markEmailSent(email, isSent ? 'smtp' : 'catcher', ctx.clock.now()))
  } catch (error) {
    const retryAt = error instanceof MailRefused ? null : nextTryAt(email.attempts, systemClock.now())
    const level = retryAt === null ? 'error' : 'warn'
    log[level](retryAt === null ? 'An e-mail was not sent' : 'An e-mail was not sent and is tried again', {
      error,
      email: email.emailId,
    })
    await db.run(markEmailNotSent(email, (error as Error).message, retryAt)).catch(() => {})
  }
}

const contentOf = async (
  ctx: Context,
  writers: Partial<EmailWriters>,
  email: Email,
): Promise<EmailContent | null> => {
  if (email.content) return email.content
  const content = (await writers[email.kind]?.(ctx, email)) ?? null
  if (content) await ctx.db.run(saveEmailContent(email, content))
  return content
}
