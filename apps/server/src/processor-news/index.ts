import type { Route } from '../platform/http/route.ts'
import { receiveStripeNewsRoute } from './routes/receive-stripe-news.ts'

export { processorNewsTimers } from './jobs.ts'

export const processorNewsRoutes: Route[] = [receiveStripeNewsRoute]
