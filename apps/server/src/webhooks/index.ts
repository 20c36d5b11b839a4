export { attemptsOfOneSandbox } from './attempts-of-one-sandbox.ts'
