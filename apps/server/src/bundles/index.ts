export { bundleErrors } from './errors.ts'
export { bundleRoutes } from './routes/index.ts'
export { findBundlesToSell } from './sellable-bundles.ts'
