import type { Context } from '../platform/context.ts'
import { type Row, type Statement, findMany, findOne } from '../platform/db/statement.ts'
import type { WebhookEvent } from './delivery.ts'
import { eventColumns, toStoredEvent } from './event-queries.ts'

/**
 * Events in the order of the stream, which is the order in which they became readable for everyone: an event that
 * commits late never gets a place before one that somebody has read. See `events.readable_after`.
 */

/** A place between two events of an environment: right after this one. */
export type Place = { readableAfter: string; eventId: string }

/** Before every event. */
export const beginning: Place = { readableAfter: '0', eventId: '' }

const toPlace = (row: Row): Place => ({ readableAfter: row['readable_after'], eventId: row['event_id'] })

export const findPlaceOf = (ctx: Context, eventId: string): Statement<Place | null> =>
  findOne(
    'find_place_of_event',
    'SELECT readable_after, event_id FROM events WHERE environment_id = $1 AND event_id = $2',
    [ctx.environmentId, eventId],
    toPlace,
  )

/** After the last event that can be read now. */
export const findLastPlace = (ctx: Context): Statement<Place | null> =>
  findOne(
    'find_last_place_of_events',
    `SELECT readable_after, event_id FROM events
     WHERE environment_id = $1 AND data IS NOT NULL AND readable_after < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY readable_after DESC, event_id DESC LIMIT 1`,
    [ctx.environmentId],
    toPlace,
  )

/**
 * The last of the events right after this place whose payload is not kept any more; none when nothing was missed.
 * They are erased oldest first, so what was erased stands before the first that was not.
 */
export const findErasedAfter = (ctx: Context, place: Place): Statement<Place | null> =>
  findOne(
    'find_erased_events_after',
    `SELECT readable_after, event_id FROM events
     WHERE environment_id = $1 AND event_id > $3 AND data IS NULL AND NOT is_test
       AND event_id < coalesce(
         (SELECT kept.event_id FROM events kept
          WHERE kept.environment_id = $1 AND kept.data IS NOT NULL AND (kept.readable_after, kept.event_id) > ($2::xid8, $3)
          ORDER BY kept.readable_after, kept.event_id LIMIT 1), 'z')
     ORDER BY event_id DESC LIMIT 1`,
    [ctx.environmentId, place.readableAfter, place.eventId],
    toPlace,
  )

export type ReaderPlace = Place & { environmentId: string }

/** What stands after one of the places asked for. */
export type EventsAfter = {
  events: WebhookEvent[]
  place: Place
  /** Nothing could be read, but can be now: something stands at a number that no transaction had. */
  isFreed: boolean
}

const pageSize = 100
/** Of payloads, for each place; one event is always read, however large it is. */
const pageBytes = 1024 * 1024

/**
 * The next events after each of these places, in one statement for all streams of a process. Synthetic events went to
 * one endpoint on request, and lists hide them, too.
 *
 * An event that was made after others had committed stands at the number of the next transaction. Were there none, it could
 * never be read: then this statement takes that number itself.
 *
 * @returns For each place what was found, in the same order.
 */
export const readAfter = (places: readonly ReaderPlace[]): Statement<EventsAfter[]> => ({
  ...findMany(
    'read_events_after_places',
    `SELECT place.number, found.*,
            CASE WHEN found.event_id IS NULL AND EXISTS (
              SELECT 1 FROM events
              WHERE events.environment_id = place.environment_id AND data IS NOT NULL AND NOT is_test
                AND readable_after >= pg_snapshot_xmax(pg_current_snapshot())
            ) THEN pg_current_xact_id() END IS NOT NULL AS is_freed
     FROM unnest($1::text[], $2::xid8[], $3::text[])
       WITH ORDINALITY AS place(environment_id, readable_after, event_id, number)
     LEFT JOIN LATERAL (
       SELECT page.*, coalesce(sum(octet_length(data::text)) OVER before, 0) AS bytes_before FROM (
         SELECT ${eventColumns}, data, readable_after FROM events
         WHERE events.environment_id = place.environment_id AND data IS NOT NULL AND NOT is_test
           AND (readable_after, event_id) > (place.readable_after, place.event_id)
           AND readable_after < pg_snapshot_xmin(pg_current_snapshot())
         ORDER BY readable_after, event_id LIMIT ${pageSize}
       ) page
       WINDOW before AS (ORDER BY readable_after, event_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
     ) found ON found.bytes_before < ${pageBytes}
     ORDER BY place.number, found.readable_after, found.event_id`,
    [
      places.map((place) => place.environmentId),
      places.map((place) => place.readableAfter),
      places.map((place) => place.eventId),
    ],
    (row) => row,
  ),
  read: (rows: Row[]) =>
    places.map((place, index) => {
      const ofPlace = rows.filter((row) => row['number'] === index + 1)
      const found = ofPlace.filter((row) => row['event_id'] !== null)
      const last = found.at(-1)
      return {
        events: found.map(toStoredEvent),
        place: last ? toPlace(last) : place,
        isFreed: ofPlace.some((row) => row['is_freed']),
      }
    }),
})
