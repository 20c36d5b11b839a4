import type { Instant } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/context.ts'
import type { ListQuery } from '../../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write } from '../../platform/db/statement.ts'
import type { FlowlixEndpoint } from './endpoint.ts'

/** Every statement on `flowlix_webhook_endpoints` but the one that makes notices. */

export const toStoredEndpoint = (row: Row): FlowlixEndpoint => ({
  environmentId: row['environment_id'],
  webhookEndpointId: row['flowlix_webhook_endpoint_id'],
  url: row['url'],
  enabledEvents: row['enabled_events'],
  isEnabled: row['is_enabled'],
  description: row['description'],
  deletedAt: row['deleted_at'],
  createdAt: row['created_at'],
  updatedAt: row['updated_at'],
})

export const insertEndpoint = (endpoint: FlowlixEndpoint, secret: Buffer): Statement<void> =>
  write(
    'insert_flowlix_webhook_endpoint',
    `INSERT INTO flowlix_webhook_endpoints (environment_id, flowlix_webhook_endpoint_id, url, enabled_events, is_enabled, description,
                                            secret, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING 1`,
    [
      endpoint.environmentId,
      endpoint.webhookEndpointId,
      endpoint.url,
      endpoint.enabledEvents,
      endpoint.isEnabled,
      endpoint.description,
      secret,
      endpoint.createdAt,
      endpoint.updatedAt,
    ],
  )

export const saveEndpoint = (endpoint: FlowlixEndpoint): Statement<void> =>
  write(
    'save_flowlix_webhook_endpoint',
    `UPDATE flowlix_webhook_endpoints
     SET url = $3, enabled_events = $4, is_enabled = $5, description = $6, deleted_at = $7, updated_at = $8
     WHERE environment_id = $1 AND flowlix_webhook_endpoint_id = $2 RETURNING 1`,
    [
      endpoint.environmentId,
      endpoint.webhookEndpointId,
      endpoint.url,
      endpoint.enabledEvents,
      endpoint.isEnabled,
      endpoint.description,
      endpoint.deletedAt,
      endpoint.updatedAt,
    ],
  )

/** The secret so far stays valid until `previousUntil`. */
export const replaceEndpointSecret = (
  endpoint: FlowlixEndpoint,
  secret: Buffer,
  previousUntil: Instant,
  now: Instant,
): Statement<void> =>
  write(
    'replace_flowlix_webhook_secret',
    `UPDATE flowlix_webhook_endpoints
     SET previous_secret = secret, previous_secret_until = $4, secret = $3, updated_at = $5
     WHERE environment_id = $1 AND flowlix_webhook_endpoint_id = $2 RETURNING 1`,
    [endpoint.environmentId, endpoint.webhookEndpointId, secret, previousUntil, now],
  )

/** One that is deleted is not found. */
export const findEndpoint = (ctx: Context, webhookEndpointId: string): Statement<FlowlixEndpoint | null> =>
  findOne(
    'find_flowlix_webhook_endpoint',
    `SELECT * FROM flowlix_webhook_endpoints
     WHERE environment_id = $1 AND flowlix_webhook_endpoint_id = $2 AND deleted_at IS NULL`,
    [ctx.environmentId, webhookEndpointId],
    toStoredEndpoint,
  )

/** NO KEY: notices to the endpoint can be written meanwhile. */
export const lockEndpoint = (ctx: Context, webhookEndpointId: string): Statement<FlowlixEndpoint | null> =>
  findOne(
    'lock_flowlix_webhook_endpoint',
    `SELECT * FROM flowlix_webhook_endpoints
     WHERE environment_id = $1 AND flowlix_webhook_endpoint_id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE`,
    [ctx.environmentId, webhookEndpointId],
    toStoredEndpoint,
  )

export const countEndpoints = (ctx: Context): Statement<number | null> =>
  findOne(
    'count_flowlix_webhook_endpoints',
    'SELECT count(*) AS endpoints FROM flowlix_webhook_endpoints WHERE environment_id = $1 AND deleted_at IS NULL',
    [ctx.environmentId],
    (row) => row['endpoints'],
  )

export const endpointList: ListQuery<FlowlixEndpoint> = {
  operation: 'listFlowlixWebhookEndpoints',
  table: '(SELECT * FROM flowlix_webhook_endpoints WHERE deleted_at IS NULL) AS flowlix_webhook_endpoints',
  columns: '*',
  idColumn: 'flowlix_webhook_endpoint_id',
  filters: {},
  map: toStoredEndpoint,
}
