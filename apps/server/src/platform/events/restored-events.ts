import type { Database } from '../db/database.ts'

/**
 * Places of events in the stream are transaction numbers of the PostgreSQL cluster that they were recorded in (see
 * `events.readable_after`). After a dump was restored into another cluster, whose numbers are lower, those events could not
 * be read for a long time, and new ones would stand before them. So when there is one from the future, all get the first
 * place there is, where their ids keep them in order. Looks at one event of each environment; run at each start.
 */
export const placeRestoredEvents = async (db: Database): Promise<void> => {
  const { rows } = await db.query(
    `SELECT 1 FROM environments CROSS JOIN LATERAL (
       SELECT readable_after FROM events
       WHERE events.environment_id = environments.environment_id AND data IS NOT NULL
       ORDER BY readable_after DESC, event_id DESC LIMIT 1) latest
     WHERE latest.readable_after > pg_snapshot_xmax(pg_current_snapshot()) LIMIT 1`,
  )
  if (rows.length > 0) await db.query(`UPDATE events SET readable_after = '1' WHERE readable_after <> '1'`)
}
