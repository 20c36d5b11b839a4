import type { Instant } from '../platform/clock/clock.ts'
import type { Services } from '../platform/context.ts'
import { type Row, type Statement, findMany, findOne, write, writeAny } from '../platform/db/statement.ts'
import type { Invitation } from './user.ts'

/** Every statement on `invitations`. */

const columns = 'i.invitation_id, i.merchant_id, i.email, i.role, i.invited_by, i.expires_at, i.created_at'

const toStoredInvitation = (row: Row): Invitation => ({
  invitationId: row['invitation_id'],
  merchantId: row['merchant_id'],
  email: row['email'],
  role: row['role'],
  invitedBy: row['invited_by'],
  expiresAt: row['expires_at'],
  createdAt: row['created_at'],
})

/** A second one to the same address takes the place of the first, whose link opens nothing from then on. */
export const saveInvitation = (
  { secrets }: Pick<Services, 'secrets'>,
  invitation: Invitation,
  token: string,
  tokenDigest: Buffer,
): Statement<void> =>
  write(
    'save_invitation',
    `INSERT INTO invitations (invitation_id, merchant_id, email, role, invited_by, expires_at, created_at, token_digest, sealed)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (merchant_id, lower(email)) DO UPDATE SET invitation_id = excluded.invitation_id, email = excluded.email,
       role = excluded.role, invited_by = excluded.invited_by, expires_at = excluded.expires_at,
       created_at = excluded.created_at, token_digest = excluded.token_digest, sealed = excluded.sealed
     RETURNING 1`,
    [
      invitation.invitationId,
      invitation.merchantId,
      invitation.email,
      invitation.role,
      invitation.invitedBy,
      invitation.expiresAt,
      invitation.createdAt,
      tokenDigest,
      secrets.seal(token),
    ],
  )

/** Those that can still be accepted, the newest first. */
export const findInvitations = (merchantId: string, now: Instant): Statement<Invitation[]> =>
  findMany(
    'find_invitations',
    `SELECT ${columns} FROM invitations i WHERE i.merchant_id = $1 AND i.expires_at > $2 ORDER BY i.created_at DESC, i.invitation_id`,
    [merchantId, now],
    toStoredInvitation,
  )

export type OpenInvitation = Invitation & { businessName: string; inviterName: string; token: string }

const openColumns = `${columns}, i.sealed, m.business_name, u.first_name || ' ' || u.last_name AS inviter_name`
const openTables = `invitations i JOIN merchants m ON m.merchant_id = i.merchant_id JOIN users u ON u.user_id = i.invited_by`

const toOpenInvitation =
  ({ secrets }: Pick<Services, 'secrets'>) =>
  (row: Row): OpenInvitation => ({
    ...toStoredInvitation(row),
    businessName: row['business_name'],
    inviterName: row['inviter_name'],
    token: secrets.unseal(row['sealed']),
  })

export const findInvitation = (
  services: Pick<Services, 'secrets'>,
  invitationId: string,
): Statement<OpenInvitation | null> =>
  findOne(
    'find_invitation',
    `SELECT ${openColumns} FROM ${openTables} WHERE i.invitation_id = $1`,
    [invitationId],
    toOpenInvitation(services),
  )

export const findInvitationByToken = (
  services: Pick<Services, 'secrets'>,
  tokenDigest: Buffer,
  now: Instant,
): Statement<OpenInvitation | null> =>
  findOne(
    'find_invitation_by_token',
    `SELECT ${openColumns} FROM ${openTables} WHERE i.token_digest = $1 AND i.expires_at > $2`,
    [tokenDigest, now],
    toOpenInvitation(services),
  )

/** It is accepted once: whoever comes second finds it gone, and all of theirs is undone. */
export const deleteInvitation = ({ invitationId }: Pick<Invitation, 'invitationId'>): Statement<void> =>
  write('delete_invitation', 'DELETE FROM invitations WHERE invitation_id = $1 RETURNING 1', [invitationId])

export const lockInvitation = (merchantId: string, invitationId: string): Statement<Invitation | null> =>
  findOne(
    'lock_invitation',
    `SELECT ${columns} FROM invitations i WHERE i.merchant_id = $1 AND i.invitation_id = $2 FOR UPDATE`,
    [merchantId, invitationId],
    toStoredInvitation,
  )

/** What somebody invited whom the team let go: nobody comes in on their word. */
export const deleteInvitationsBy = (merchantId: string, userId: string): Statement<void> =>
  writeAny('delete_invitations_by', 'DELETE FROM invitations WHERE merchant_id = $1 AND invited_by = $2', [
    merchantId,
    userId,
  ])
