import type { Route } from '../../platform/http/route.ts'
import { addVerificationDocumentRoute } from './add-verification-document.ts'
import { decideVerificationRoute } from './decide-verification.ts'
import { getOperatorVerificationRoute } from './get-operator-verification.ts'
import { getOperatorVerificationDocumentRoute } from './get-operator-verification-document.ts'
import { getVerificationRoute } from './get-verification.ts'
import { listVerificationsRoute } from './list-verifications.ts'
import { submitVerificationRoute } from './submit-verification.ts'

/** In the order of the API reference. */
export const verificationRoutes: Route[] = [
  getVerificationRoute,
  submitVerificationRoute,
  addVerificationDocumentRoute,
  listVerificationsRoute,
  getOperatorVerificationRoute,
  getOperatorVerificationDocumentRoute,
  decideVerificationRoute,
]
