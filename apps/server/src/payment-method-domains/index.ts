export { domainErrors } from './errors.ts'
export { paymentMethodDomainRoutes } from './routes/index.ts'
