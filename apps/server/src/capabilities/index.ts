export { capabilityRoutes } from './routes/index.ts'
