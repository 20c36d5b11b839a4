import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { inviteMember } from '../team.ts'
import { toInvitation } from '../to-user.ts'
import { InviteBody, TeamInvitation } from '../schemas.ts'

export const inviteTeamMemberRoute = defineRoute({
  method: 'POST',
  path: '/v1/dashboard/team/invitations',
  operationId: 'inviteTeamMember',
  tag: 'Dashboard',
  summary: 'Invite somebody into the team',
  description:
    'For owners and admins; only an owner makes owners. The link in the mail works once, for seven days; a new invitation to the same address replaces it.',
  callers: ['user'],
  idempotency: 'optional',
  needsEnvironment: true,
  // Strangers get this mail: it must not become a way to flood them.
  guards: { field: 'email', by: 'set-up' },
  isExtension: true,
  body: InviteBody,
  status: 201,
  data: TeamInvitation,
  errors: [httpErrors.AUTHORIZATION_FAILED, httpErrors.FIELD_NOT_UPDATABLE],
  run: ({ ctx, body }) => inviteMember(ctx, body),
  show: (invitation) => answer(201, toInvitation(invitation)),
})
