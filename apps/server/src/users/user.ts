import type { TeamRole } from '../platform/context.ts'
import type { Instant } from '../platform/clock/clock.ts'

/** Source: contract, flint-platform 16.4. */
export type User = {
  userId: string
  email: string
  firstName: string
  lastName: string
  status: 'active' | 'deactivated'
  /** Null while they have set no password. */
  passwordHash: string | null
  isOperator: boolean
  defaultMerchantId: string | null
  createdAt: Instant
  updatedAt: Instant
}

/** What one person may do for one merchant. */
export type Membership = {
  merchantId: string
  userId: string
  role: TeamRole
  status: 'active' | 'revoked'
  createdAt: Instant
  updatedAt: Instant
}

export type Member = Membership & { user: Pick<User, 'email' | 'firstName' | 'lastName'> }

export type Invitation = {
  invitationId: string
  merchantId: string
  email: string
  role: TeamRole
  invitedBy: string
  expiresAt: Instant
  createdAt: Instant
}
