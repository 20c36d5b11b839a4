export { attemptsOfOneSandbox } from './attempts-of-one-sandbox.ts'
export { refusalOfEndpoint } from './check-stored-endpoint.ts'
export { suppressAllPendingDeliveries } from './endpoint-queries.ts'
