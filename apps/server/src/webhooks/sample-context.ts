import type { Instant } from '../platform/clock/clock.ts'

/** What a sample needs from outside: fresh ids that resolve to nothing, and the time. */
export type SampleContext = {
  /** Prefix without its underscore, as `ids.newId` of the platform takes it. */
  newId: (prefix: string) => string
  now: Instant
  merchantId: string
}

export type SampleData = Readonly<Record<string, unknown>>

export const usd = (amount: number) => ({ amount, currency: 'USD' })

// One purchase runs through all samples: two mugs at 14.50 and a tip of 10 %, paid with a test card.
export const subtotal = 2900
export const tip = 290
export const total = subtotal + tip
