import { refusalOfFlowlixEndpoint } from '../flowlix/notices/index.ts'
import type { Context } from '../platform/context.ts'
import { areSettings } from '../settings/index.ts'
import { refusalOfEndpoint } from '../webhooks/index.ts'
import type { FileRow } from './import-file.ts'
import { refuseLine } from './import-lines.ts'

/** What the API would refuse to set is not set by a file either: settings that buyers see, addresses that deliveries go to. */
export const checkMeaning = (ctx: Context, { line, table, row }: FileRow): void => {
  if (table === 'settings' && !areSettings(row['document']))
    throw refuseLine(line, 'these settings cannot be set')
  const reason = refusalOf(ctx, table, row)
  if (reason !== null) throw refuseLine(line, reason)
}

const refusalOf = ({ config }: Context, table: string, row: FileRow['row']): string | null => {
  const { webhookAllowPrivate } = config
  if ((row['deleted_at'] ?? null) !== null) return null
  if (table === 'webhook_endpoints')
    return refusalOfEndpoint(
      { url: row['url'], eventSources: row['event_sources'], enabledEvents: row['enabled_events'] },
      webhookAllowPrivate,
    )
  if (table === 'flowlix_webhook_endpoints')
    return refusalOfFlowlixEndpoint(
      { url: row['url'], enabledEvents: row['enabled_events'] },
      webhookAllowPrivate,
    )
  const { callback_url: callbackUrl } = row
  return table === 'flowlix_notices' && typeof callbackUrl === 'string'
    ? refusalOfFlowlixEndpoint({ url: callbackUrl, enabledEvents: [] }, webhookAllowPrivate)
    : null
}
