import type { Received } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'

type Known = { value: unknown; version: number; eventId: string }

/**
 * What a consumer knows that got these deliveries in this order and does what the guide says: an event that it has seen is
 * ignored, and of each field of a resource the value that belongs to the newest version counts, whenever it came.
 */
export const whatTheConsumerHas = (received: readonly Received[]): ReadonlyMap<string, any> => {
  const seen = new Set<string>()
  const known = new Map<string, Map<string, Known>>()
  for (const { headers, json } of received) {
    const eventId = headers['x-flint-webhook-id']!
    if (seen.has(eventId)) continue
    seen.add(eventId)
    const resourceId = String(Object.values(json.data)[0])
    const fields = known.get(resourceId) ?? new Map<string, Known>()
    known.set(resourceId, fields)
    for (const [name, value] of Object.entries(json.data)) {
      const event: Known = { value, version: json.resource_version, eventId }
      const before = fields.get(name)
      if (!before || isNewer(event, before)) fields.set(name, event)
    }
  }
  return new Map(
    [...known].map(([id, fields]) => [
      id,
      Object.fromEntries([...fields].map(([name, { value }]) => [name, value])),
    ]),
  )
}

/** Events of one version are in the order of their ids. */
const isNewer = (event: Known, known: Known) =>
  event.version > known.version || (event.version === known.version && event.eventId > known.eventId)
