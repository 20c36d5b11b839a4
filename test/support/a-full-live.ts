import { addKey } from './add-key.ts'
import { type FullSandbox, aFullSandbox } from './a-full-sandbox.ts'
import type { TestServer } from './server.ts'

/**
 * One of everything in live mode. It is made in a sandbox and then becomes live's, row by row: live mode takes no test
 * cards, and isolation is about whose the rows are, not about how they came to be.
 */
export const aFullLive = async (
  server: TestServer,
  name: string,
  consumerUrl: string,
): Promise<FullSandbox> => {
  const { services, seeded, liveKey } = server
  const sandbox = await server.anotherSandbox()
  const made = await aFullSandbox(server, sandbox.key, name, consumerUrl)
  const liveId = await liveEnvironmentOf(server, seeded.merchantId)
  await giveAllRows(server, sandbox.environmentId, liveId)
  const { api_key_id: _, sandbox_id: __, ...ids } = made.ids
  const { apiKeyId } = await addKey(services, liveId, { prefix: 'live', scopes: ['commerce.orders.read'] })
  return { key: liveKey, name, merchantIds: made.merchantIds, ids: { ...ids, api_key_id: apiKeyId } as Ids }
}

type Ids = Record<string, string>

export const liveEnvironmentOf = async ({ services }: TestServer, merchantId: string): Promise<string> => {
  const { rows } = await services.db.query(
    `SELECT environment_id FROM environments WHERE merchant_id = $1 AND mode = 'live'`,
    [merchantId],
  )
  return rows[0].environment_id
}

/** Keys stay with the sandbox: they are its own. Foreign keys are not looked at while both of their ends move. */
const giveAllRows = async ({ services: { db } }: TestServer, from: string, to: string): Promise<void> => {
  const { rows: tables } = await db.query(
    `SELECT table_name AS name, array_agg(column_name::text) FILTER (WHERE data_type = 'jsonb') AS documents
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
       AND table_name NOT IN ('counters', 'environments', 'api_keys')
     GROUP BY table_name HAVING bool_or(column_name = 'environment_id')`,
  )
  const moves = tables.map(({ name, documents }) => {
    const renamed = (documents ?? []).map(
      (column: string) => `"${column}" = replace("${column}"::text, '${from}', '${to}')::jsonb`,
    )
    const changes = [`environment_id = '${to}'`, ...renamed].join(', ')
    return `UPDATE "${name}" SET ${changes} WHERE environment_id = '${from}';`
  })
  await db.query(
    `DO $$ BEGIN PERFORM set_config('session_replication_role', 'replica', true); ${moves.join(' ')} END $$`,
  )
}
