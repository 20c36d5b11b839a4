import type { TestServer } from './server.ts'

/** The merchant may take live payments and be paid out, as after a verification that went well. */
export const makeReady = async (server: Pick<TestServer, 'services' | 'seeded'>): Promise<void> => {
  await server.services.db.query(
    `UPDATE merchants SET payments_status = 'ready', payouts_status = 'ready' WHERE merchant_id = $1`,
    [server.seeded.merchantId],
  )
  server.services.wakeups.wake('environments')
}
