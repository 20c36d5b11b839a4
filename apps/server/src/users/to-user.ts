import type { Context } from '../platform/context.ts'
import type { Started } from './codes.ts'
import type { Reach } from './queries.ts'
import type { Invitation, Member, User } from './user.ts'

export const isOperator = (
  { config }: Pick<Context, 'config'>,
  user: Pick<User, 'isOperator' | 'email'>,
): boolean => user.isOperator || config.operatorEmails.includes(user.email.toLowerCase())

export const toUser = (ctx: Pick<Context, 'config'>, user: User) => ({
  user_id: user.userId,
  email: user.email,
  first_name: user.firstName,
  last_name: user.lastName,
  status: user.status,
  default_merchant_id: user.defaultMerchantId,
  banners: [],
  is_operator: isOperator(ctx, user),
  created_at: user.createdAt,
  updated_at: user.updatedAt,
})

/** Who they are, and where they may work. */
export type SignedIn = { user: User; reach: readonly Reach[] }

export const toSession = (ctx: Pick<Context, 'config'>, { user, reach }: SignedIn) => ({
  user: toUser(ctx, user),
  merchants: [...Map.groupBy(reach, ({ merchantId }) => merchantId)].map(([merchantId, places]) => ({
    merchant_id: merchantId,
    business_name: places[0]!.businessName,
    role: places[0]!.role,
    environments: places.map((place) => ({
      merchant_environment_id: place.environmentId,
      mode: place.mode,
      sandbox_id: place.sandboxId,
      name: place.name,
      is_default: place.isDefault,
      status: place.status,
    })),
  })),
})

export const toMember = ({ user, ...membership }: Member) => ({
  user_id: membership.userId,
  email: user.email,
  first_name: user.firstName,
  last_name: user.lastName,
  role: membership.role,
  status: membership.status,
  created_at: membership.createdAt,
  updated_at: membership.updatedAt,
})

/** Without its token: that is for the one who was invited, by mail. */
export const toInvitation = (invitation: Invitation) => ({
  invitation_id: invitation.invitationId,
  email: invitation.email,
  role: invitation.role,
  expires_at: invitation.expiresAt,
  created_at: invitation.createdAt,
})

/** The same whoever asked, and for whatever address. */
export const toStarted = ({ verificationToken, expiresAt }: Started) => ({
  verification_started: true,
  verification_token: verificationToken,
  expires_at: expiresAt,
})
