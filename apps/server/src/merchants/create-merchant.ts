import type { Instant } from '../platform/clock/clock.ts'
import type { Services } from '../platform/context.ts'
import { type Statement, write } from '../platform/db/statement.ts'

/** Until a merchant has terms of its own. */
const fee = { bps: 290, fixed: 30 }

export type NewMerchant = {
  merchantId: string
  businessName: string
  liveEnvironmentId: string
  /** The environment of the default sandbox. */
  sandboxEnvironmentId: string
  sandboxId: string
  createdAt: Instant
}

/** A merchant with its live environment and its default sandbox, and what writes them in one transaction. */
export const createMerchant = (
  { ids, systemClock }: Pick<Services, 'ids' | 'systemClock'>,
  { businessName }: { businessName: string },
): { merchant: NewMerchant; writes: Statement<void>[] } => {
  const merchant: NewMerchant = {
    merchantId: ids.newId('mer'),
    businessName,
    liveEnvironmentId: ids.newId('menv'),
    sandboxEnvironmentId: ids.newId('menv'),
    sandboxId: ids.newId('test'),
    createdAt: systemClock.now(),
  }
  return { merchant, writes: [insertMerchant(merchant), insertEnvironments(merchant)] }
}

const insertMerchant = ({ merchantId, businessName, createdAt }: NewMerchant): Statement<void> =>
  write(
    'insert_merchant',
    'INSERT INTO merchants (merchant_id, business_name, created_at) VALUES ($1, $2, $3) RETURNING 1',
    [merchantId, businessName, createdAt],
  )

const insertEnvironments = (merchant: NewMerchant): Statement<void> =>
  write(
    'insert_environments_of_merchant',
    `INSERT INTO environments (environment_id, merchant_id, mode, sandbox_id, name, is_default, fee_bps, fee_fixed, created_at,
                               updated_at)
     VALUES ($1, $2, 'live', NULL, 'Live', false, $5::int, $6::bigint, $7, $7),
            ($3, $2, 'test', $4, 'Default sandbox', true, $5, $6, $7, $7)
     RETURNING 1`,
    [
      merchant.liveEnvironmentId,
      merchant.merchantId,
      merchant.sandboxEnvironmentId,
      merchant.sandboxId,
      fee.bps,
      fee.fixed,
      merchant.createdAt,
    ],
    2,
  )
