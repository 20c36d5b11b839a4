import { type Statement, compose, writeAny } from '../db/statement.ts'
import { dayMs } from '../clock/clock.ts'
import { deleteOutdated } from '../db/outdated.ts'
import type { CalledResource } from './called-resource.ts'
import type { LoggedCall } from './logged-call.ts'

/** A call as its row shows it, and where its details are. */
export type RequestLogRow = {
  call: LoggedCall
  path: string
  correlationId: string | null
  resource: CalledResource | null
  /** Paths of `expand`, sorted, with commas. */
  expand: string | null
  block: { blockId: string; place: number } | null
}

/** Details of several calls of one environment. */
export type DetailBlock = { environmentId: string; blockId: string; createdAt: string; content: Buffer }

/** A batch with its details, in one statement. */
export const insertRequestLogs = (
  rows: readonly RequestLogRow[],
  blocks: readonly DetailBlock[],
): Statement<number> => compose([insertRows(rows), ...(blocks.length === 0 ? [] : [insertBlocks(blocks)])])

const insertRows = (rows: readonly RequestLogRow[]): Statement<void> =>
  writeAny(
    'insert_request_logs',
    `INSERT INTO request_logs (environment_id, api_request_log_id, api_key_id, request_id, correlation_id, http_method, path,
                               route_pattern, status_code, latency_milliseconds, error_code, requested_api_version,
                               requested_api_version_source, served_api_version, resource_type, resource_id, block_id,
                               block_place, expand, created_at, user_id)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                          $8::text[], $9::int[], $10::int[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
                          $16::text[], $17::text[], $18::int[], $19::text[], $20::timestamptz[], $21::text[])`,
    [
      rows.map(({ call }) => call.environmentId),
      rows.map(({ call }) => call.apiRequestLogId),
      rows.map(({ call }) => call.apiKeyId),
      rows.map(({ call }) => call.requestId),
      rows.map(({ correlationId }) => correlationId),
      rows.map(({ call }) => call.route.method),
      rows.map(({ path }) => path),
      rows.map(({ call }) => call.route.path),
      rows.map(({ call }) => call.statusCode),
      rows.map(({ call }) => Math.round(call.latencyMs)),
      rows.map(({ call }) => call.errorCode),
      rows.map(({ call }) => call.requestedVersion),
      rows.map(({ call }) => call.requestedVersionSource),
      rows.map(({ call }) => call.servedVersion),
      rows.map(({ resource }) => resource?.type ?? null),
      rows.map(({ resource }) => resource?.id ?? null),
      rows.map(({ block }) => block?.blockId ?? null),
      rows.map(({ block }) => block?.place ?? null),
      rows.map(({ expand }) => expand),
      rows.map(({ call }) => call.createdAt),
      rows.map(({ call }) => call.userId),
    ],
  )

/** They come as one parameter and are cut apart by the database: a list of them would travel as text of twice the length. */
const insertBlocks = (blocks: readonly DetailBlock[]): Statement<void> => {
  let end = 0
  return writeAny(
    'insert_request_log_blocks',
    `INSERT INTO request_log_blocks (environment_id, block_id, created_at, content)
     SELECT environment_id, block_id, created_at, substring($6::bytea FROM end_at - length + 1 FOR length)
     FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[], $5::int[])
       AS block(environment_id, block_id, created_at, length, end_at)`,
    [
      blocks.map(({ environmentId }) => environmentId),
      blocks.map(({ blockId }) => blockId),
      blocks.map(({ createdAt }) => createdAt),
      blocks.map(({ content }) => content.length),
      blocks.map(({ content }) => (end += content.length)),
      Buffer.concat(blocks.map(({ content }) => content)),
    ],
  )
}

const ageMs = 30 * dayMs

/** The worker's clean-up. */
export const deleteOldRequestLogs = deleteOutdated({ table: 'request_logs', column: 'created_at', ageMs })
export const deleteOldRequestLogBlocks = deleteOutdated({
  table: 'request_log_blocks',
  column: 'created_at',
  ageMs,
})
