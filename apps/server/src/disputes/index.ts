import './keep-disputed-buyers.ts'

export { disputeTimers } from './jobs.ts'
export { disputeRoutes } from './routes/index.ts'
