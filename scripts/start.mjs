// `npm start`: installs what is missing, then runs the whole of Flint.
import { join } from 'node:path'
import { installWhatIsMissing, pickRuntime, root } from './prepare.mjs'
import { runChild } from './run-child.mjs'

await installWhatIsMissing()
const main = join(root, 'apps', 'server', 'src', 'main-start.ts')
const flags = [
  '--disable-warning=ExperimentalWarning',
  // Megabytes. Left alone, the part of the heap for young objects grows to 128 MB under load.
  '--max-semi-space-size=8',
]
process.exit(await runChild(pickRuntime(), [...flags, main, ...process.argv.slice(2)]))
