import type { Route } from '../../platform/http/route.ts'
import { closeDisputeRoute } from './close-dispute.ts'
import { getDisputeRoute } from './get-dispute.ts'
import { listDisputesRoute } from './list-disputes.ts'
import { submitDisputeEvidenceRoute } from './submit-dispute-evidence.ts'
// Begins to follow captures as soon as the routes are there.
import '../open-dispute.ts'

/** In the order of the API reference. */
export const disputeRoutes: Route[] = [
  listDisputesRoute,
  getDisputeRoute,
  submitDisputeEvidenceRoute,
  closeDisputeRoute,
]
