import type { Reviewer } from './reviewer.ts'

/** People decide, in their own time: see `decide.ts`. */
export const review: Reviewer = { name: 'review', review: (account) => account }
