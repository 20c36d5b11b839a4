// `npm start`: installs what is missing, then runs the whole of Flint.
import { join } from 'node:path'
import { installWhatIsMissing, pickRuntime, root } from './prepare.mjs'
import { runChild } from './run-child.mjs'

await installWhatIsMissing()
const main = join(root, 'apps', 'server', 'src', 'main-start.ts')
process.exit(
  await runChild(pickRuntime(), ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)]),
)
