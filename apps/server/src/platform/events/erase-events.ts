import type { Context } from '../context.ts'
import { type Statement, writeAny } from '../db/statement.ts'

/**
 * Cuts everything that was announced about one resource down to its id. Events are otherwise only appended; a person's
 * right to be forgotten is the one thing that is stronger. Deliveries that are still due send what is left.
 */
export const eraseEventsOf = (ctx: Context, resourceType: string, resourceId: string): Statement<void> =>
  writeAny(
    `erase_events_of_${resourceType}`,
    `UPDATE events SET data = json_build_object('${resourceType}_id', resource_id)
     WHERE environment_id = $1 AND resource_id = $2 AND data IS NOT NULL`,
    [ctx.environmentId, resourceId],
  )

/** Takes some fields out of everything that was announced about the resources of one owner. */
export const eraseFromEvents = (
  ctx: Context,
  ownerId: string,
  { table, idColumn, ownerColumn }: Belonging,
  fields: readonly string[],
): Statement<void> =>
  writeAny(
    `erase_from_events_of_${table}`,
    `UPDATE events SET data = (data::jsonb - $3::text[])::json
     WHERE environment_id = $1 AND data IS NOT NULL
       AND resource_id IN (SELECT ${idColumn} FROM ${table} WHERE environment_id = $1 AND ${ownerColumn} = $2)`,
    [ctx.environmentId, ownerId, fields],
  )

/** The resources of a table that belong to the one that is named, such as the orders of a customer. */
export type Belonging = { table: string; idColumn: string; ownerColumn: string }
