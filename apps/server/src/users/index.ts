export { startVerification, withCode } from './codes.ts'
export { dashboardAuthenticator } from './dashboard-authenticator.ts'
export { userErrors } from './errors.ts'
export { userWriters } from './letters.ts'
export { newMembership, newUser, checkedPersonName } from './new-user.ts'
export { newToken, tokenDigest, tokenStarts } from './one-time-tokens.ts'
export { findMemberships, findUser, insertUser, saveMembership } from './queries.ts'
export { scopesOfRole } from './role-scopes.ts'
export { userRoutes } from './routes/index.ts'
export {
  Email,
  FirstName,
  LastName,
  StartedVerification,
  User as UserSchema,
  VerificationCode,
  VerificationToken,
} from './schemas.ts'
export { type SeededOwner, seedOwner } from './seed-owner.ts'
export { deleteExpiredOfUsers } from './session-queries.ts'
export { toStarted, toUser } from './to-user.ts'
export type { Membership, User } from './user.ts'
