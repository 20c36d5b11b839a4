import type { Services } from '../../apps/server/src/platform/context.ts'
import { addKey } from './add-key.ts'

/** Another merchant, with a live environment and a live key that may do everything, and nothing else. */
export const addMerchant = async (services: Services): Promise<{ merchantId: string; liveKey: string }> => {
  const { db, ids, clock } = services
  const [merchantId, environmentId] = [ids.newId('mer'), ids.newId('menv')]
  await db.query(`INSERT INTO merchants (merchant_id, business_name, created_at) VALUES ($1, 'Other', $2)`, [
    merchantId,
    clock.now(),
  ])
  await db.query(
    `INSERT INTO environments (environment_id, merchant_id, mode, sandbox_id, name, fee_bps, fee_fixed, created_at)
     VALUES ($1, $2, 'live', NULL, 'Theirs', 290, 30, $3)`,
    [environmentId, merchantId, clock.now()],
  )
  return { merchantId, liveKey: (await addKey(services, environmentId, { prefix: 'live' })).key }
}
