import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { changeRole } from '../team.ts'
import { toMember } from '../to-user.ts'
import { MemberParams, TeamMember, UpdateMemberBody } from '../schemas.ts'

export const updateTeamMemberRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/dashboard/team/{user_id}',
  operationId: 'updateTeamMember',
  tag: 'Dashboard',
  summary: 'Give somebody another role',
  description: 'For owners and admins; only an owner makes or unmakes owners. The last owner stays one.',
  callers: ['user'],
  idempotency: 'optional',
  needsEnvironment: true,
  isExtension: true,
  params: MemberParams,
  body: UpdateMemberBody,
  status: 200,
  data: TeamMember,
  errors: [httpErrors.AUTHORIZATION_FAILED, httpErrors.RESOURCE_NOT_FOUND, httpErrors.FIELD_NOT_UPDATABLE],
  run: ({ ctx, params, body }) => changeRole(ctx, params.user_id, body.role),
  show: (member) => answer(200, toMember(member)),
})
