import type { Context, TeamRole } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { userErrors } from './errors.ts'
import type { Membership, User } from './user.ts'

export const newUser = (
  ctx: Context,
  person: Pick<User, 'email' | 'firstName' | 'lastName' | 'passwordHash' | 'defaultMerchantId'>,
): User => {
  const now = ctx.systemClock.now()
  return {
    ...person,
    firstName: checkedPersonName(person.firstName, 'first_name'),
    lastName: checkedPersonName(person.lastName, 'last_name'),
    userId: ctx.ids.newId('usr'),
    status: 'active',
    isOperator: false,
    createdAt: now,
    updatedAt: now,
  }
}

export const newMembership = (
  ctx: Context,
  { merchantId, userId, role }: { merchantId: string; userId: string; role: TeamRole },
): Membership => {
  const now = ctx.systemClock.now()
  return { merchantId, userId, role, status: 'active', createdAt: now, updatedAt: now }
}

/** White space alone is no name. */
export const checkedPersonName = (name: string | undefined, param: 'first_name' | 'last_name'): string => {
  const trimmed = name?.trim() ?? ''
  if (trimmed === '')
    throw refuse(param === 'first_name' ? userErrors.FIRST_NAME_REQUIRED : userErrors.LAST_NAME_REQUIRED, {
      param,
    })
  return trimmed
}
