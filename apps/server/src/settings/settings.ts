import type { Instant } from '../platform/clock/clock.ts'
import type { Metadata } from '../platform/http/metadata.ts'
import type { StoredSettings } from './fields.ts'

/** The settings of one environment. Source: contract, flint-platform 16.1. */
export type Settings = {
  /** Grows by one with every change; 1 while nothing was ever set. */
  version: number
  document: StoredSettings & {
    /** When the group `catalog` was last changed, which it shows by itself. */
    catalogChange?: { version: number; updatedAt: Instant }
    /** What the second public API keeps here, and checks itself. */
    flowlix?: Readonly<Record<string, unknown>>
  }
  metadata: Metadata
  createdAt: Instant
  updatedAt: Instant
}
