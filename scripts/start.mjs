// `npm start`: installs what is missing, then runs the whole of Flint.
import { join } from 'node:path'
import { installWhatIsMissing, pickRuntime, root, serverFlags } from './prepare.mjs'
import { runChild } from './run-child.mjs'

await installWhatIsMissing()
const main = join(root, 'apps', 'server', 'src', 'main-start.ts')
const flags = ['--disable-warning=ExperimentalWarning', ...serverFlags]
process.exit(await runChild(pickRuntime(), [...flags, main, ...process.argv.slice(2)]))
