export { paymentLinkErrors } from './errors.ts'
export { expandedPaymentLink } from './expanded-link.ts'
export { paymentLinkRoutes } from './routes/index.ts'
