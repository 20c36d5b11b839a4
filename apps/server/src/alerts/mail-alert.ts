import { type EmailContent, type EmailWriters, insertEmail, newEmail, writeLetter } from '../mail/index.ts'
import { findEnvironment } from '../platform/auth/queries.ts'
import { type Context, platformContext, systemContext } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { findTeam } from '../users/queries.ts'
import type { Alert } from './alert.ts'
import { findAlert } from './queries.ts'
import { wordsOf } from './words.ts'

export type Recipient = { email: string }

/** Who answers for the merchant: its owners and admins. */
export const findRecipients = (ctx: Context): Statement<Recipient[]> => {
  const team = findTeam(ctx.merchantId)
  return {
    ...team,
    read: (rows) =>
      team
        .read(rows)
        .filter(({ role }) => role === 'owner' || role === 'admin')
        .map(({ user }) => ({ email: user.email })),
  }
}

/** A message of Flint's to the people who run a merchant, not of the merchant's: it belongs to no environment. */
export const alertEmail = (ctx: Context, alert: Alert, { email }: Recipient): Statement<void> =>
  insertEmail(
    newEmail(platformContext(ctx), {
      kind: 'alert',
      cause: 'event',
      recipient: email,
      orderId: null,
      customerId: null,
      aboutId: `${alert.environmentId}/${alert.alertId}`,
    }),
  )

/** Null when alert or environment is gone: then there is nothing to tell any more. */
const writeAlert: EmailWriters['alert'] = async (ctx, { aboutId }) => {
  const [environmentId = '', alertId = ''] = aboutId?.split('/') ?? []
  const environment = await ctx.db.run(findEnvironment(environmentId))
  if (!environment) return null
  const own = systemContext(ctx, environment)
  const alert = await ctx.db.run(findAlert(own, alertId))
  return alert && contentOf(own, alert)
}

const contentOf = (ctx: Context, alert: Alert): EmailContent => {
  const { title, message } = wordsOf(alert.found)
  return writeLetter({
    subject: `${title}: ${ctx.merchantName}, ${ctx.mode === 'live' ? 'live' : 'a sandbox'}`,
    paragraphs: [`${title}.`, message],
    link: { label: 'Open the dashboard', url: `${ctx.config.publicUrl}/dashboard/${alert.environmentId}` },
    closing: ['Owners and admins get this message. What opens alerts is set on the dashboard.'],
  })
}

export const alertWriters: Pick<EmailWriters, 'alert'> = { alert: writeAlert }
