import type { Context } from '../platform/context.ts'
import { areSettings } from '../settings/index.ts'
import { refusalOfEndpoint } from '../webhooks/index.ts'
import type { FileRow } from './import-file.ts'
import { refuseLine } from './import-lines.ts'

/** What the API would refuse to set is not set by a file either: settings that buyers see, addresses that deliveries go to. */
export const checkMeaning = (ctx: Context, { line, table, row }: FileRow): void => {
  if (table === 'settings' && !areSettings(row['document']))
    throw refuseLine(line, 'these settings cannot be set')
  if (table !== 'webhook_endpoints' || (row['deleted_at'] ?? null) !== null) return
  const reason = refusalOfEndpoint(
    { url: row['url'], eventSources: row['event_sources'], enabledEvents: row['enabled_events'] },
    ctx.config.webhookAllowPrivate,
  )
  if (reason !== null) throw refuseLine(line, reason)
}
