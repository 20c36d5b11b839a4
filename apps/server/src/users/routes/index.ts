import type { Route } from '../../platform/http/route.ts'
import { acceptTeamInvitationRoute } from './accept-team-invitation.ts'
import { cancelTeamInvitationRoute } from './cancel-team-invitation.ts'
import { completePasswordResetRoute } from './complete-password-reset.ts'
import { getDashboardSessionRoute } from './get-dashboard-session.ts'
import { getTeamRoute } from './get-team.ts'
import { inviteTeamMemberRoute } from './invite-team-member.ts'
import { removeTeamMemberRoute } from './remove-team-member.ts'
import { signInByLinkRoute } from './sign-in-by-link.ts'
import { signInRoute } from './sign-in.ts'
import { signOutRoute } from './sign-out.ts'
import { signUpRoute } from './sign-up.ts'
import { startPasswordResetRoute } from './start-password-reset.ts'
import { updateTeamMemberRoute } from './update-team-member.ts'
import { verifySignUpRoute } from './verify-sign-up.ts'

/** In the order of the API reference. */
export const userRoutes: Route[] = [
  signUpRoute,
  verifySignUpRoute,
  signInRoute,
  signInByLinkRoute,
  signOutRoute,
  startPasswordResetRoute,
  completePasswordResetRoute,
  getDashboardSessionRoute,
  getTeamRoute,
  inviteTeamMemberRoute,
  cancelTeamInvitationRoute,
  acceptTeamInvitationRoute,
  updateTeamMemberRoute,
  removeTeamMemberRoute,
]
