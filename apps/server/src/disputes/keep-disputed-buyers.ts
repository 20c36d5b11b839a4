import { blockErasure } from '../customers/index.ts'
import { findOpenDispute } from './queries.ts'

/** Whom the merchant cannot name, it cannot answer the bank about. */
blockErasure(findOpenDispute)
