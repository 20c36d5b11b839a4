import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { removeMember } from '../team.ts'
import { toMember } from '../to-user.ts'
import { MemberParams, TeamMember } from '../schemas.ts'

export const removeTeamMemberRoute = defineRoute({
  method: 'DELETE',
  path: '/v1/dashboard/team/{user_id}',
  operationId: 'removeTeamMember',
  tag: 'Dashboard',
  summary: 'Remove somebody from the team',
  description: 'For owners and admins; anybody may remove themselves. The last owner stays.',
  callers: ['user'],
  idempotency: 'optional',
  needsEnvironment: true,
  isExtension: true,
  params: MemberParams,
  status: 200,
  data: TeamMember,
  errors: [httpErrors.AUTHORIZATION_FAILED, httpErrors.RESOURCE_NOT_FOUND, httpErrors.FIELD_NOT_UPDATABLE],
  run: ({ ctx, params }) => removeMember(ctx, params.user_id),
  show: (member) => answer(200, toMember(member)),
})
