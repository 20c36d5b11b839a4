import type { Instant } from '../platform/clock/clock.ts'
import type { MerchantAccount } from '../platform/context.ts'
import type { Metadata } from '../platform/http/metadata.ts'
import type { PinnedVersion } from './pinned-version.ts'

/** The control row of a merchant; who it is beyond its name stands in its account (`verification/`). */
export type Merchant = {
  merchantId: string
  businessName: string
  /** Grows by one with every change that a caller makes to the merchant or to how it is reached. */
  version: number
  metadata: Metadata
  /** IANA name. */
  reportingTimezone: string
  pinnedVersion: PinnedVersion
  /** What live mode was last told that it may do. */
  live: MerchantAccount
  createdAt: Instant
  updatedAt: Instant
}
