/** A message as a mail server is given it. */
export type OutgoingMail = {
  /** The same at every try, so that a mailbox can tell a second copy from a second message. */
  messageId: string
  fromName: string
  to: string
  subject: string
  html: string
  text: string
}

/** Gives messages to a mail server. Throws when it was not taken; `MailRefused` when it never will be. */
export type MailTransport = { sendMail(mail: OutgoingMail): Promise<void>; close(): void }

/** The mail server says no to this message for good: trying again changes nothing. */
export class MailRefused extends Error {}
