import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { getTeam } from '../team.ts'
import { toInvitation, toMember } from '../to-user.ts'
import { Team } from '../schemas.ts'

export const getTeamRoute = defineRoute({
  method: 'GET',
  path: '/v1/dashboard/team',
  operationId: 'getTeam',
  tag: 'Dashboard',
  summary: 'List the people of a merchant and whom they invited',
  description: 'Everybody in the team may see it.',
  callers: ['user'],
  idempotency: 'none',
  needsEnvironment: true,
  isExtension: true,
  status: 200,
  data: Team,
  errors: [],
  run: ({ ctx }) => getTeam(ctx),
  show: ({ members, invitations }) =>
    answer(200, { members: members.map(toMember), invitations: invitations.map(toInvitation) }),
})
