import type { CallDetails } from '../platform/log/call-details.ts'
import type { VersionSource } from '../platform/http/versions.ts'
import type { Instant } from '../platform/clock/clock.ts'

/** A call as it was kept. */
export type StoredCallLog = {
  apiRequestLogId: string
  apiKeyId: string | null
  /** The person in the dashboard, or who sets up the account. */
  userId: string | null
  requestId: string
  correlationId: string | null
  method: string
  path: string
  routePattern: string
  statusCode: number
  latencyMs: number
  errorCode: string | null
  requestedVersion: string | null
  requestedVersionSource: VersionSource
  servedVersion: string
  resourceType: string | null
  resourceId: string | null
  expandPaths: string[]
  createdAt: Instant
}

/** Details are gone where they were switched off, where they were erased with a customer's data, and when they are too old. */
export type DetailedCallLog = StoredCallLog & { details: CallDetails | null }

/** With what is known about it when it is read. */
export type ReadCallLog = DetailedCallLog & {
  /** Until when the same request shows an answer that is kept, and is not carried out; null when it would be. */
  answeredUntil: Instant | null
}
