import { processorFor } from '../../payments/processors/registered.ts'
import type { Services } from '../../platform/context.ts'
import type { Setting } from '../requirements.ts'
import { automatic } from './automatic.ts'
import { review } from './review.ts'
import type { Reviewer, ReviewerName } from './reviewer.ts'
import { stripe } from './stripe.ts'

const reviewers: Record<ReviewerName, Reviewer> = { automatic, review, stripe }

/** The one that the configuration names. */
export const reviewerOf = ({ config }: Services): Reviewer => reviewers[config.verifier]

export const settingOf = (services: Services): Setting => ({
  hasProcessor: processorFor({ ...services, mode: 'live' }) !== null,
  isCollectedByProvider: reviewerOf(services).consult !== undefined,
})

/** What readiness was worked out under, in one word: it holds as long as this is the same. */
export const basisOf = (services: Services): string =>
  `${processorFor({ ...services, mode: 'live' })?.name ?? 'none'}/${reviewerOf(services).name}`
