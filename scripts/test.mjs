// `npm test`: installs what is missing, then checks and tests. `npm test -- PATH…` runs the tests there only.
import { join } from 'node:path'
import { installWhatIsMissing, pickRuntime, root } from './prepare.mjs'
import { runChild } from './run-child.mjs'

await installWhatIsMissing()
const suite = join(root, 'scripts', 'test-suite.ts')
process.exit(
  await runChild(pickRuntime(), ['--disable-warning=ExperimentalWarning', suite, ...process.argv.slice(2)]),
)
