import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { userErrors } from '../errors.ts'
import { AcceptInvitationBody, DashboardSession } from '../schemas.ts'
import { acceptInvitation } from '../accept-invitation.ts'
import { showNewSession } from '../sessions.ts'

export const acceptTeamInvitationRoute = defineRoute({
  method: 'POST',
  path: '/v1/dashboard/team/invitations/accept',
  operationId: 'acceptTeamInvitation',
  tag: 'Dashboard',
  summary: 'Accept an invitation, and sign in',
  description:
    'Somebody new sends names and a password; somebody who has an account is signed in to it, or sends its password.',
  callers: ['public'],
  idempotency: 'none',
  needsHttps: true,
  guards: { field: 'invitation_token', by: 'sign-in' },
  isExtension: true,
  body: AcceptInvitationBody,
  status: 200,
  data: DashboardSession,
  errors: [
    userErrors.INVALID_VERIFICATION,
    userErrors.AUTHENTICATION_FAILED,
    userErrors.FIRST_NAME_REQUIRED,
    userErrors.LAST_NAME_REQUIRED,
    httpErrors.FIELD_REQUIRED,
    httpErrors.INVALID_REQUEST,
  ],
  run: ({ ctx, body }) => acceptInvitation(ctx, body),
  show: showNewSession,
})
