import type { TestServer } from '../../../../test/support/server.ts'
import { environments } from '../platform/auth/environments.ts'
import { sendDueEmails } from '../mail/send-due-emails.ts'
import { userWriters } from './letters.ts'

/** What was mailed to an address, newest first, once it was written. */
export const lettersTo = async ({ services }: TestServer, email: string): Promise<string[]> => {
  await sendDueEmails(services, environments(services), userWriters, null)
  const { rows } = await services.db.query(
    `SELECT text_body FROM emails WHERE environment_id = 'platform' AND lower(recipient) = lower($1)
     ORDER BY created_at DESC, email_id DESC`,
    [email],
  )
  return rows.map((row) => row.text_body)
}

export const codeFor = async (server: TestServer, email: string): Promise<string> =>
  /\b\d{6}\b/.exec((await lettersTo(server, email))[0] ?? '')?.[0] ?? 'none'

/** Another code than the right one. */
export const wrong = (code: string): string => (code === '000000' ? '000001' : '000000')

/** The session that an answer opened. */
export const cookieIn = ({ headers }: { headers: Headers }): string =>
  /^flint_dashboard=([^;]*)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? ''
