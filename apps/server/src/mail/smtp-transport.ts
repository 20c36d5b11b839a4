import { type MailTransport, MailRefused } from './transport.ts'

type Transporter = { sendMail(message: object): Promise<unknown>; close(): void }
export type Nodemailer = { createTransport(options: object): Transporter }

/** Loaded with the first message: a Flint without SMTP does not pay for it. */
const loadNodemailer = async (): Promise<Nodemailer> =>
  ((await import('nodemailer' as string)) as { default: Nodemailer }).default

const timeoutMs = 20_000

/** All limits together stay below the lease of a message, so that no other worker takes it meanwhile. */
export const smtpTransport = (
  url: string,
  fromAddress: string,
  load: () => Promise<Nodemailer> = loadNodemailer,
): MailTransport => {
  let transporter: Promise<Transporter> | null = null
  const open = async () =>
    (await load()).createTransport({
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: 2 * timeoutMs,
      // Neither files nor addresses may be named in place of a body.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  return {
    sendMail: async ({ messageId, fromName, to, subject, html, text }) => {
      try {
        transporter ??= open()
        const opened = await transporter
        await opened.sendMail({
          messageId,
          from: { name: fromName, address: fromAddress },
          to: { name: '', address: to },
          subject,
          html,
          text,
          // Nobody's vacation notice answers a receipt.
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
      } catch (error) {
        throw isForGood(error) ? new MailRefused((error as Error).message) : error
      }
    },
    close: () => void transporter?.then((opened) => opened.close()).catch(() => {}),
  }
}

/** A permanent answer about this recipient or message; one about our own sign-in may be mended meanwhile. */
const isForGood = (error: unknown): boolean => {
  const { responseCode = 0, command = '' } = error as { responseCode?: number; command?: string }
  return responseCode >= 550 && responseCode <= 554 && /^(RCPT TO|DATA)/.test(command)
}
