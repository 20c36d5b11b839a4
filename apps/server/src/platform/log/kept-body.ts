import { type BodyToRedact, type RedactedText, redactBody, redacted } from './redaction.ts'

/** What is kept of each body. A longer one is cut there and marked. */
export const keptBodyCharacters = 16 * 1024

export type KeptBody = RedactedText & { isCut: boolean }

export const keptBody = (text: string, what: BodyToRedact): KeptBody => ({
  ...redactBody(text, what, keptBodyCharacters),
  isCut: text.length > keptBodyCharacters,
})

export const keptRequestBody = (sent: Buffer, isRefused: boolean): KeptBody =>
  keptBody(sent.toString('utf8'), { isRefused, hasSecretFields: true })

/** What could not be read as JSON has no names that tell what in it is secret: none of it is kept. */
export const unreadableBody: KeptBody = { text: redacted, isRedacted: true, isCut: false }
