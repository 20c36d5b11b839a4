export { categoryErrors } from './errors.ts'
export { findCategoriesByHandle } from './queries.ts'
export { categoryRoutes } from './routes/index.ts'
