export { merchantAccountSessionRoutes } from './routes/index.ts'
