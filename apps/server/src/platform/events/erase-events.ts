import type { Context } from '../context.ts'
import { type Statement, writeAny } from '../db/statement.ts'

/**
 * Cuts everything that was announced about one resource down to its id. Events are otherwise only appended; a person's
 * right to be forgotten is the one thing that is stronger. Deliveries that are still due send what is left.
 */
export const eraseEventsOf = (ctx: Context, resourceType: string, resourceId: string): Statement<void> =>
  writeAny(
    `erase_events_of_${resourceType}`,
    `UPDATE events SET data = json_build_object('${resourceType}_id', resource_id) WHERE environment_id = $1 AND resource_id = $2`,
    [ctx.environmentId, resourceId],
  )
