export { merchantErrors } from './errors.ts'
export { merchantRoutes } from './routes/index.ts'
