import assert from 'node:assert/strict'
import type { TestServer } from '../../../../../test/support/server.ts'
import type { FaultChanges } from '../../platform/faults/faults.ts'

export const faultsPath = (sandboxId: string) => `/v1/developer/sandboxes/${sandboxId}/faults`

/** Switches faults of the server's sandbox on and off over the API; answers what is on then. */
export const faultSwitch = (server: TestServer) => async (changes: FaultChanges) => {
  const { status, json } = await server.call('PATCH', faultsPath(server.seeded.sandboxId), { body: changes })
  assert.equal(status, 200, JSON.stringify(json))
  return json.data
}

export const allOff: FaultChanges = {
  webhook_duplicates: null,
  webhook_reordering: null,
  webhook_delays: null,
  webhook_drops: null,
  processor_timeouts: null,
  decline_storm: null,
  slow_answers: null,
  rate_limits: null,
}
