import type { Context } from '../platform/context.ts'
import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'
import type { Settings } from './settings.ts'

const toSettings = (row: Row): Settings => ({
  version: row['version'] ?? 1,
  document: row['document'] ?? {},
  metadata: row['metadata'] ?? {},
  createdAt: row['created_at'],
  updatedAt: row['updated_at'] ?? row['created_at'],
})

/** An environment has settings from its first day, whether or not a row says so. */
export const findSettings = (ctx: Context): Statement<Settings | null> =>
  findOne(
    'find_settings',
    `SELECT s.version, s.document, s.metadata, e.created_at, s.updated_at
     FROM environments e LEFT JOIN settings s ON s.environment_id = e.environment_id WHERE e.environment_id = $1`,
    [ctx.environmentId],
    toSettings,
  )

/** Makes changes of one environment's settings wait for each other, also the first, which has no row to lock yet. */
export const lockSettings = (ctx: Context): Statement<boolean> => ({
  name: 'lock_settings',
  text: 'SELECT 1 FROM environments WHERE environment_id = $1 FOR NO KEY UPDATE',
  values: [ctx.environmentId],
  read: (rows) => rows.length > 0,
})

export const saveSettings = (ctx: Context, settings: Settings): Statement<void> =>
  write(
    'save_settings',
    `INSERT INTO settings (environment_id, version, document, metadata, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (environment_id) DO UPDATE
       SET version = excluded.version, document = excluded.document, metadata = excluded.metadata, updated_at = excluded.updated_at
     WHERE settings.version = excluded.version - 1
     RETURNING 1`,
    [
      ctx.environmentId,
      settings.version,
      JSON.stringify(settings.document),
      JSON.stringify(settings.metadata),
      settings.createdAt,
      settings.updatedAt,
    ],
  )
