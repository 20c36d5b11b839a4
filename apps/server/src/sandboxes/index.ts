export { sandboxErrors } from './errors.ts'
export {
  type ReachedBy,
  expectActive,
  reachActiveSandbox,
  reachSandbox,
  sandboxContext,
} from './reach-sandbox.ts'
export type { Sandbox } from './sandbox.ts'
export { sandboxRoutes } from './routes/index.ts'
