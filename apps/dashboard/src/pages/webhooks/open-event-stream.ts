import { callLog } from '../../api/api-context.ts'
import { apiVersion } from '../../api/curl.ts'
import { pathWith } from '../../api/query.ts'

/** Opens the environment's event stream after an event; with null it begins with what happens next. */
export const openEventStream = async (
  environmentId: string,
  after: string | null,
  signal: AbortSignal,
): Promise<Response> => {
  const path = pathWith('/v1/webhook-events/stream', { after_event_id: after })
  const answered = callLog.note({ method: 'GET', path, body: undefined, idempotencyKey: null })
  const response = await fetch(path, {
    credentials: 'same-origin',
    headers: { Accept: 'text/event-stream', 'Flint-Environment': environmentId, 'Flint-Version': apiVersion },
    signal,
  })
  answered({ status: response.status, requestId: response.headers.get('x-request-id'), durationMs: null })
  return response
}
