export { couponRoutes } from './routes/index.ts'
