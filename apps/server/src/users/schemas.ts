import { type Static, Type } from 'typebox'
import { teamRoles } from '../platform/context.ts'
import { Timestamp, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { passwordLength } from './passwords.ts'

/** The routes are an extension; `User` and the roles are of the contract, flint-platform 16.4. */

export const Email = Type.String({
  format: 'email',
  maxLength: 254,
  'x-flint-required': 'EMAIL_REQUIRED',
  description: 'In any letter case.',
})
const name = (code: string) => Type.String({ minLength: 1, maxLength: 100, 'x-flint-required': code })
export const FirstName = name('FIRST_NAME_REQUIRED')
export const LastName = name('LAST_NAME_REQUIRED')
export const Password = Type.String({
  minLength: passwordLength.minimum,
  maxLength: passwordLength.maximum,
  description: `${passwordLength.minimum} to ${passwordLength.maximum} characters, not the e-mail address and none of the commonest.`,
})
/** Of one that was set already: whatever it is, only its being right counts. */
const GivenPassword = Type.String({ minLength: 1, maxLength: passwordLength.maximum })
export const VerificationToken = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'As the start answered it.',
})
export const VerificationCode = Type.String({
  minLength: 1,
  maxLength: 20,
  description: 'The six digits that were mailed.',
})
export const BusinessName = Type.String({ minLength: 1, maxLength: 120 })
const Role = oneOf(teamRoles, { 'x-flint-error': 'INVALID_ROLE', 'x-flint-enum': 'closed' })

export const SignUpBody = body({
  email: Email,
  password: Password,
  first_name: FirstName,
  last_name: LastName,
})
export type SignUpBody = Static<typeof SignUpBody>
export const VerifyEmailBody = body({
  verification_token: VerificationToken,
  verification_code: VerificationCode,
  business_name: Type.Optional(BusinessName),
})
export type VerifyEmailBody = Static<typeof VerifyEmailBody>
export const SignInBody = body({ email: Email, password: GivenPassword })
export type SignInBody = Static<typeof SignInBody>
export const SignInLinkBody = body({ token: Type.String({ minLength: 1, maxLength: 200 }) })
export const ResetPasswordBody = body({ email: Email })
export const CompletePasswordResetBody = body({
  verification_token: VerificationToken,
  verification_code: VerificationCode,
  password: Password,
})
export type CompletePasswordResetBody = Static<typeof CompletePasswordResetBody>
export const InviteBody = body({ email: Email, role: Role })
export type InviteBody = Static<typeof InviteBody>
export const UpdateMemberBody = body({ role: Role })
export const AcceptInvitationBody = body({
  invitation_token: Type.String({ minLength: 1, maxLength: 200, description: 'From the link in the mail.' }),
  first_name: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Of somebody new.' })),
  last_name: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Of somebody new.' })),
  password: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: passwordLength.maximum,
      description:
        'Of somebody new: the one to set. Of somebody who has an account and is not signed in: theirs.',
    }),
  ),
})
export type AcceptInvitationBody = Static<typeof AcceptInvitationBody>

export const MemberParams = Type.Object({ user_id: id('usr', 'The member') })
export const InvitationParams = Type.Object({ invitation_id: id('tinv', 'The invitation') })

export const StartedVerification = named(
  'StartedVerification',
  Type.Object({
    verification_started: Type.Boolean(),
    verification_token: Type.String({
      description: 'Comes back with the code that was mailed. It says nothing about whether anything was.',
    }),
    expires_at: Timestamp,
  }),
)

const userFields = {
  user_id: id('usr', 'The person'),
  email: Type.String(),
  first_name: Type.String(),
  last_name: Type.String(),
  status: oneOf(['active', 'deactivated']),
  default_merchant_id: nullable(id('mer', 'The merchant where they start')),
  banners: Type.Array(Type.Object({})),
  is_operator: Type.Boolean({
    description: "Extension: whether they review other merchants' accounts.",
  }),
  created_at: Timestamp,
  updated_at: Timestamp,
}
export const User = named('User', Type.Object(userFields))

const SessionEnvironment = Type.Object({
  merchant_environment_id: id('menv', 'What `Flint-Environment` names'),
  mode: oneOf(['live', 'test']),
  sandbox_id: nullable(id('test', 'The sandbox')),
  name: Type.String(),
  is_default: Type.Boolean(),
  status: oneOf(['active', 'archived']),
})

export const DashboardSession = named(
  'DashboardSession',
  Type.Object({
    user: User,
    merchants: Type.Array(
      Type.Object({
        merchant_id: id('mer', 'The merchant'),
        business_name: Type.String(),
        role: oneOf(teamRoles),
        environments: Type.Array(SessionEnvironment, { description: 'Live first, then the sandboxes.' }),
      }),
    ),
  }),
)

export const TeamMember = named(
  'TeamMember',
  Type.Object({
    user_id: id('usr', 'The person'),
    email: Type.String(),
    first_name: Type.String(),
    last_name: Type.String(),
    role: oneOf(teamRoles),
    status: oneOf(['active', 'revoked']),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

export const TeamInvitation = named(
  'TeamInvitation',
  Type.Object({
    invitation_id: id('tinv', 'The invitation'),
    email: Type.String(),
    role: oneOf(teamRoles),
    expires_at: Timestamp,
    created_at: Timestamp,
  }),
)

export const Team = named(
  'Team',
  Type.Object({ members: Type.Array(TeamMember), invitations: Type.Array(TeamInvitation) }),
)
