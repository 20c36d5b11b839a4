import type { Instant } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { ListQuery } from '../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write, writeAny } from '../platform/db/statement.ts'
import type { EndpointSecrets, WebhookEndpoint } from './endpoint.ts'

/** Every statement on `webhook_endpoints`. */

const toStoredEndpoint = (row: Row): WebhookEndpoint => ({
  environmentId: row['environment_id'],
  webhookEndpointId: row['webhook_endpoint_id'],
  url: row['url'],
  enabledEvents: row['enabled_events'],
  eventSources: row['event_sources'],
  isEnabled: row['is_enabled'],
  description: row['description'],
  apiVersion: row['api_version'],
  apiVersionPrevious: row['api_version_previous'],
  apiVersionChangedAt: row['api_version_changed_at'],
  disablesWhenFailing: row['disables_when_failing'],
  failingSince: row['failing_since'],
  disabledReason: row['disabled_reason'],
  disabledAt: row['disabled_at'],
  deletedAt: row['deleted_at'],
  createdAt: row['created_at'],
  updatedAt: row['updated_at'],
})

const toStoredSecrets = (row: Row): EndpointSecrets => ({
  secret: row['secret'],
  previousSecret: row['previous_secret'],
  previousSecretUntil: row['previous_secret_until'],
})

export const toEndpointWithSecrets = (row: Row): WebhookEndpoint & EndpointSecrets => ({
  ...toStoredEndpoint(row),
  ...toStoredSecrets(row),
})

const columns = `environment_id, webhook_endpoint_id, url, enabled_events, event_sources, is_enabled, description, api_version,
  api_version_previous, api_version_changed_at, disables_when_failing, failing_since, disabled_reason, disabled_at, deleted_at,
  created_at, updated_at`
const columnsWithSecrets = `${columns}, secret, previous_secret, previous_secret_until`

export const insertEndpoint = (endpoint: WebhookEndpoint, secret: Buffer): Statement<void> =>
  write(
    'insert_webhook_endpoint',
    `INSERT INTO webhook_endpoints (environment_id, webhook_endpoint_id, url, enabled_events, event_sources, is_enabled,
                                    description, api_version, secret, created_at, updated_at, disables_when_failing,
                                    disabled_reason, disabled_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING 1`,
    [
      endpoint.environmentId,
      endpoint.webhookEndpointId,
      endpoint.url,
      endpoint.enabledEvents,
      endpoint.eventSources,
      endpoint.isEnabled,
      endpoint.description,
      endpoint.apiVersion,
      secret,
      endpoint.createdAt,
      endpoint.updatedAt,
      endpoint.disablesWhenFailing,
      endpoint.disabledReason,
      endpoint.disabledAt,
    ],
  )

export const saveEndpoint = (endpoint: WebhookEndpoint): Statement<void> =>
  write(
    'save_webhook_endpoint',
    `UPDATE webhook_endpoints SET url = $3, enabled_events = $4, event_sources = $5, is_enabled = $6, description = $7,
       api_version = $8, api_version_previous = $9, api_version_changed_at = $10, deleted_at = $11, updated_at = $12,
       disables_when_failing = $13, failing_since = $14, disabled_reason = $15, disabled_at = $16
     WHERE environment_id = $1 AND webhook_endpoint_id = $2 RETURNING 1`,
    [
      endpoint.environmentId,
      endpoint.webhookEndpointId,
      endpoint.url,
      endpoint.enabledEvents,
      endpoint.eventSources,
      endpoint.isEnabled,
      endpoint.description,
      endpoint.apiVersion,
      endpoint.apiVersionPrevious,
      endpoint.apiVersionChangedAt,
      endpoint.deletedAt,
      endpoint.updatedAt,
      endpoint.disablesWhenFailing,
      endpoint.failingSince,
      endpoint.disabledReason,
      endpoint.disabledAt,
    ],
  )

/** The secret so far stays valid until `previousUntil`; one from an earlier rotation ends at once. */
export const replaceSecret = (
  endpoint: WebhookEndpoint,
  secret: Buffer,
  previousUntil: Instant,
  now: Instant,
): Statement<void> =>
  write(
    'replace_webhook_secret',
    `UPDATE webhook_endpoints SET previous_secret = secret, previous_secret_until = $4, secret = $3, updated_at = $5
     WHERE environment_id = $1 AND webhook_endpoint_id = $2 RETURNING 1`,
    [endpoint.environmentId, endpoint.webhookEndpointId, secret, previousUntil, now],
  )

/** Deleted ones too: deliveries and test events say that an endpoint is not active rather than unknown. */
export const findEndpoint = (ctx: Context, webhookEndpointId: string): Statement<WebhookEndpoint | null> =>
  findOne(
    'find_webhook_endpoint',
    `SELECT ${columns} FROM webhook_endpoints WHERE environment_id = $1 AND webhook_endpoint_id = $2`,
    [ctx.environmentId, webhookEndpointId],
    toStoredEndpoint,
  )

/** NO KEY: deliveries to the endpoint can be inserted meanwhile. */
export const lockEndpoint = (
  ctx: Context,
  webhookEndpointId: string,
): Statement<(WebhookEndpoint & EndpointSecrets) | null> =>
  findOne(
    'lock_webhook_endpoint',
    `SELECT ${columnsWithSecrets} FROM webhook_endpoints
     WHERE environment_id = $1 AND webhook_endpoint_id = $2 FOR NO KEY UPDATE`,
    [ctx.environmentId, webhookEndpointId],
    toEndpointWithSecrets,
  )

/** The endpoint that a delivery goes to, deleted or not, with what it takes to sign. */
export const findEndpointOfDelivery = (
  ctx: Context,
  webhookDeliveryId: string,
): Statement<(WebhookEndpoint & EndpointSecrets) | null> =>
  findOne(
    'find_endpoint_of_delivery',
    `SELECT ${columnsWithSecrets} FROM webhook_endpoints
     WHERE environment_id = $1 AND webhook_endpoint_id =
       (SELECT webhook_endpoint_id FROM webhook_deliveries WHERE environment_id = $1 AND webhook_delivery_id = $2)`,
    [ctx.environmentId, webhookDeliveryId],
    toEndpointWithSecrets,
  )

/** Of two endpoints created at once, the second counts after the first is committed. */
export const lockEndpointList = (ctx: Context): Statement<unknown> =>
  findOne(
    'lock_webhook_endpoint_list',
    'SELECT 1 FROM environments WHERE environment_id = $1 FOR NO KEY UPDATE',
    [ctx.environmentId],
    (row) => row,
  )

export const countEndpoints = (ctx: Context): Statement<number | null> =>
  findOne(
    'count_webhook_endpoints',
    'SELECT count(*) AS endpoints FROM webhook_endpoints WHERE environment_id = $1 AND deleted_at IS NULL',
    [ctx.environmentId],
    (row) => row['endpoints'],
  )

/** What still waits for an endpoint is not delivered any more. An attempt under way may yet succeed. What had failed before stays so. */
export const suppressPendingDeliveries = (ctx: Context, webhookEndpointId: string): Statement<void> =>
  writeAny(
    'suppress_pending_deliveries',
    `UPDATE webhook_deliveries SET status = CASE WHEN status = 'pending' THEN 'suppressed' ELSE status END,
       next_attempt_at = NULL, is_resend_queued = false, updated_at = $3
     WHERE environment_id = $1 AND webhook_endpoint_id = $2 AND next_attempt_at IS NOT NULL`,
    [ctx.environmentId, webhookEndpointId, ctx.now],
  )

/** Nothing is delivered in this environment any more. */
export const suppressAllPendingDeliveries = (environmentId: string, now: Instant): Statement<void> =>
  writeAny(
    'suppress_all_pending_deliveries',
    `UPDATE webhook_deliveries SET status = CASE WHEN status = 'pending' THEN 'suppressed' ELSE status END,
       next_attempt_at = NULL, is_resend_queued = false, updated_at = $2
     WHERE environment_id = $1 AND next_attempt_at IS NOT NULL`,
    [environmentId, now],
  )

export const endpointList: ListQuery<WebhookEndpoint> = {
  operation: 'listWebhookEndpoints',
  table: '(SELECT * FROM webhook_endpoints WHERE deleted_at IS NULL) AS webhook_endpoints',
  columns,
  idColumn: 'webhook_endpoint_id',
  filters: {
    event_sources: { sql: (parameter) => `event_sources && ${parameter}::text[]` },
    // No endpoint belongs to a partner app yet.
    partner_app_id: { sql: (parameter) => `${parameter}::text IS NULL` },
  },
  map: toStoredEndpoint,
}
