import type { Instant } from '../platform/clock/clock.ts'
import type { PinnedVersion } from './pinned-version.ts'

export type Merchant = {
  merchantId: string
  businessName: string
  pinnedVersion: PinnedVersion
  createdAt: Instant
}
