import { insertEmail, newEmail } from '../mail/index.ts'
import { dayMs, plusMs } from '../platform/clock/clock.ts'
import { type Context, type TeamRole, platformContext } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import {
  deleteInvitation,
  deleteInvitationsBy,
  findInvitations,
  lockInvitation,
  saveInvitation,
} from './invitation-queries.ts'
import { newToken, tokenDigest, tokenStarts } from './one-time-tokens.ts'
import { deleteOnboardingSessionsAt, findTeam, lockTeam, saveMembership } from './queries.ts'
import type { InviteBody } from './schemas.ts'
import type { Invitation, Member } from './user.ts'

const invitationLifeMs = 7 * dayMs

export type Team = { members: readonly Member[]; invitations: readonly Invitation[] }

export const getTeam = async (ctx: Context): Promise<Team> => {
  const [members, invitations] = await Promise.all([
    ctx.db.run(findTeam(ctx.merchantId)),
    ctx.db.run(findInvitations(ctx.merchantId, ctx.systemClock.now())),
  ])
  return { members, invitations }
}

/** Mails a link that brings somebody into the team, once, within seven days. */
export const inviteMember = (ctx: Context, { email, role }: InviteBody): Promise<Invitation> => {
  const platform = platformContext(ctx)
  const token = newToken(ctx, tokenStarts.invitation)
  return transact(ctx, { team: lockTeam(ctx.merchantId) }, ({ team }) => {
    const manager = expectManager(ctx, team)
    expectMayGive(manager, role)
    if (team.some((member) => member.user.email.toLowerCase() === email.toLowerCase()))
      throw refuse(httpErrors.FIELD_NOT_UPDATABLE, {
        param: 'email',
        message: 'This person is in the team already.',
      })
    const invitation: Invitation = {
      invitationId: ctx.ids.newId('tinv'),
      merchantId: ctx.merchantId,
      email,
      role,
      invitedBy: manager.userId,
      expiresAt: plusMs(platform.now, invitationLifeMs),
      createdAt: platform.now,
    }
    const mail = newEmail(platform, {
      kind: 'invitation',
      cause: 'request',
      recipient: email,
      orderId: null,
      customerId: null,
      aboutId: invitation.invitationId,
    })
    return {
      result: invitation,
      writes: [saveInvitation(ctx, invitation, token, tokenDigest(ctx, token)), insertEmail(mail)],
    }
  })
}

export const cancelInvitation = (ctx: Context, invitationId: string): Promise<Invitation> =>
  transact(
    ctx,
    { team: lockTeam(ctx.merchantId), invitation: lockInvitation(ctx.merchantId, invitationId) },
    ({ team, invitation }) => {
      const manager = expectManager(ctx, team)
      if (!invitation) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'invitation_id' })
      expectMayGive(manager, invitation.role)
      return { result: invitation, writes: [deleteInvitation(invitation)] }
    },
  )

export const changeRole = (ctx: Context, userId: string, role: TeamRole): Promise<Member> =>
  changeMember(ctx, userId, (member, team) => {
    const manager = expectManager(ctx, team)
    expectMayGive(manager, member.role)
    expectMayGive(manager, role)
    return { ...member, role }
  })

/** They keep their account, and what they may do for other merchants. Anybody may leave. */
export const removeMember = (ctx: Context, userId: string): Promise<Member> =>
  changeMember(ctx, userId, (member, team) => {
    if (callerIn(ctx, team).userId !== userId) expectMayGive(expectManager(ctx, team), member.role)
    return { ...member, status: 'revoked' }
  })

const changeMember = (
  ctx: Context,
  userId: string,
  change: (member: Member, team: readonly Member[]) => Member,
): Promise<Member> =>
  transact(ctx, { team: lockTeam(ctx.merchantId) }, ({ team }) => {
    const member = team.find((each) => each.userId === userId)
    if (!member) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'user_id' })
    const changed = change(member, team)
    if (changed.role === member.role && changed.status === member.status)
      return { result: member, writes: [] }
    expectOwnerStays(team, changed)
    const saved = { ...changed, updatedAt: ctx.systemClock.now() }
    return {
      result: saved,
      writes: [
        saveMembership(saved),
        // What they began for the merchant by API ends, too, and so does what they could give to others.
        deleteOnboardingSessionsAt(ctx.merchantId, userId),
        deleteInvitationsBy(ctx.merchantId, userId),
      ],
      wake: ['environments'],
    }
  })

const callerIn = ({ caller }: Context, team: readonly Member[]): Member => {
  const found = team.find(({ userId }) => caller.kind === 'user' && caller.userId === userId)
  // They were let go after their session was read.
  if (!found) throw refuse(httpErrors.AUTHORIZATION_FAILED)
  return found
}

/** As their role is now, under the lock. */
const expectManager = (ctx: Context, team: readonly Member[]): Member => {
  const found = callerIn(ctx, team)
  if (found.role !== 'owner' && found.role !== 'admin') throw refuse(httpErrors.AUTHORIZATION_FAILED)
  return found
}

/** Nobody makes or unmakes what stands above them. */
const expectMayGive = (manager: Member, role: TeamRole) => {
  if (role === 'owner' && manager.role !== 'owner')
    throw refuse(httpErrors.AUTHORIZATION_FAILED, { message: 'Only an owner can do this with an owner.' })
}

const expectOwnerStays = (team: readonly Member[], changed: Member) => {
  const isOwnerThere = team
    .map((member) => (member.userId === changed.userId ? changed : member))
    .some(({ role, status }) => role === 'owner' && status === 'active')
  if (!isOwnerThere)
    throw refuse(httpErrors.FIELD_NOT_UPDATABLE, {
      param: 'user_id',
      message: 'The last owner cannot leave or lose that role. Make somebody else an owner first.',
    })
}
