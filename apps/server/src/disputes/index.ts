import './keep-disputed-buyers.ts'

export { foldDispute } from './fold-dispute.ts'
export { disputeTimers } from './jobs.ts'
export { disputeRoutes } from './routes/index.ts'
