import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { cancelInvitation } from '../team.ts'
import { toInvitation } from '../to-user.ts'
import { InvitationParams, TeamInvitation } from '../schemas.ts'

export const cancelTeamInvitationRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/dashboard/team/invitations/{invitation_id}',
  operationId: 'cancelTeamInvitation',
  tag: 'Dashboard',
  summary: 'Take an invitation back',
  description: 'Its link opens nothing from then on.',
  callers: ['user'],
  idempotency: 'optional',
  needsEnvironment: true,
  isExtension: true,
  params: InvitationParams,
  status: 200,
  data: TeamInvitation,
  errors: [httpErrors.AUTHORIZATION_FAILED, httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => cancelInvitation(ctx, params.invitation_id),
  show: (invitation) => answer(200, toInvitation(invitation)),
})
