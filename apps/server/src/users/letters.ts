import { type Email, type EmailContent, type EmailWriters, writeLetter } from '../mail/index.ts'
import type { Context } from '../platform/context.ts'
import { type EmailCode, findCode } from './code-queries.ts'
import { type OpenInvitation, findInvitation } from './invitation-queries.ts'

const closing = 'If this was not you, nothing happens as long as nobody has this message. You can delete it.'

/** @param publicUrl Where people reach this server; no slash at the end. */
export const codeLetter = ({ purpose, userId, sealed }: EmailCode, publicUrl: string): EmailContent => {
  if (purpose === 'password_reset')
    return writeLetter({
      subject: 'Your code for a new password',
      paragraphs: ['Somebody asked to set a new Flint password for this address. This is the code:'],
      code: sealed.code,
      closing: ['It is good for 15 minutes, and once.', closing],
    })
  // Only who reads this address learns that it is known.
  if (purpose === 'sign_up' && userId !== null)
    return writeLetter({
      subject: 'You have a Flint account already',
      paragraphs: [
        'Somebody wanted to open a Flint account with this address. It has one, so nothing was changed.',
        'If it was you, sign in as before. If you have forgotten the password, set a new one there.',
      ],
      link: { label: 'Sign in', url: `${publicUrl}/dashboard/sign-in` },
    })
  return writeLetter({
    // Not the code itself: subjects are shown where nobody opened the message.
    subject: 'Your Flint code',
    paragraphs: ['With this code you prove that this address is yours:'],
    code: sealed.code,
    closing: ['It is good for 15 minutes, and once.', closing],
  })
}

export const invitationLetter = (
  { businessName, inviterName, role, token }: OpenInvitation,
  publicUrl: string,
): EmailContent =>
  writeLetter({
    subject: `Join ${businessName} on Flint`,
    paragraphs: [`${inviterName} invites you to work for ${businessName} on Flint, with the role "${role}".`],
    // Behind the #, so that no server and no log on the way sees it.
    link: { label: 'Accept', url: `${publicUrl}/dashboard/accept-invitation#token=${token}` },
    closing: [
      'The link works once, for seven days.',
      'If you do not know what this is about, delete this message.',
    ],
  })

const writeCode = async (ctx: Context, { aboutId }: Email): Promise<EmailContent | null> => {
  const code = aboutId === null ? null : await ctx.db.run(findCode(ctx, aboutId))
  // A worker that was away for long has nothing to tell any more.
  return code && code.expiresAt > ctx.now ? codeLetter(code, ctx.config.publicUrl) : null
}

const writeInvitation = async (ctx: Context, { aboutId }: Email): Promise<EmailContent | null> => {
  const invitation = aboutId === null ? null : await ctx.db.run(findInvitation(ctx, aboutId))
  return invitation && invitationLetter(invitation, ctx.config.publicUrl)
}

export const userWriters = {
  verification_code: writeCode,
  password_reset: writeCode,
  invitation: writeInvitation,
} satisfies Partial<EmailWriters>
