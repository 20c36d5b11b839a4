export { onboardingErrors } from './errors.ts'
export { onboardingRoutes } from './routes/index.ts'
export { onboardingAuthenticator } from './session.ts'
