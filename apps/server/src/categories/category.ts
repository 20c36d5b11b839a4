import type { Instant } from '../platform/clock/clock.ts'

export const categoryStatuses = ['active', 'deleted'] as const
export type CategoryStatus = (typeof categoryStatuses)[number]

/** A shelf of the catalogue. Products name it by its handle. */
export type Category = {
  environmentId: string
  categoryId: string
  name: string
  /** Fixed once given; unique among categories that are not deleted. */
  handle: string
  description: string | null
  status: CategoryStatus
  version: number
  createdAt: Instant
  updatedAt: Instant
}
