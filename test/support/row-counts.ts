import type { Services } from '../../apps/server/src/platform/context.ts'

/** Not effects of a request: the log of calls is written later, and so is how many there were; order numbers are handed out in blocks. */
const notEffects = new Set(['request_logs', 'request_log_blocks', 'call_counts', 'migrations', 'counters'])

/** How many rows each table has, by its name. */
export const rowCounts = async ({ db }: Pick<Services, 'db'>): Promise<Record<string, number>> => {
  const { rows: tables } = await db.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name`,
  )
  const names = tables.map(({ name }) => name as string).filter((name) => !notEffects.has(name))
  const { rows } = await db.query(
    `SELECT ${names.map((name) => `(SELECT count(*)::int FROM "${name}") AS "${name}"`).join(', ')}`,
  )
  return rows[0]
}
