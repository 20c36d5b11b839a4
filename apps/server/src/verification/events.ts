import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../platform/context.ts'
import type { EventInput } from '../platform/events/events.ts'
import { type Announced, type Standing, announcedOf } from './standing.ts'
import { observed } from './wire.ts'

/**
 * One event for the readiness and one for each capability that is not as the last events told.
 * Source: contract, flint-platform 13.2 and 18.2.
 */
export const eventsOfChange = (
  live: Pick<Context, 'environmentId'>,
  before: Announced,
  standing: Standing,
): EventInput[] => {
  const { merchant, account, now } = standing
  const after = announcedOf(standing)
  const resourceVersion = account.version
  const capabilities = Object.entries(after.capabilities).filter(
    ([name, row]) => !isSame(before.capabilities[name], row),
  )
  const events: EventInput[] = capabilities.map(([name, row]) => ({
    type: 'capability.updated',
    resourceType: 'capability',
    resourceId: name,
    resourceVersion,
    data: observed(row, now),
  }))
  if (isSame(before.readiness, after.readiness)) return events
  const readiness: EventInput = {
    type: 'merchant.readiness.updated',
    resourceType: 'merchant',
    resourceId: merchant.merchantId,
    resourceVersion,
    data: observed(
      {
        merchant_id: merchant.merchantId,
        merchant_environment_id: live.environmentId,
        business_name: merchant.businessName,
        ...after.readiness,
      },
      now,
    ),
  }
  return [readiness, ...events]
}

/** One of the two comes from the database, where undefined and missing are one. */
const isSame = (before: unknown, after: unknown): boolean =>
  isDeepStrictEqual(asStored(before), asStored(after))

const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))
