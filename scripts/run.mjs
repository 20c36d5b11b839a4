// The other npm scripts: `npm run dev|check|bench|routes|openapi|db:reset`.
import { join } from 'node:path'
import { installWhatIsMissing, pickRuntime, root } from './prepare.mjs'
import { runChild } from './run-child.mjs'

const source = (...path) => join(root, 'apps', 'server', 'src', ...path)
const script = (name) => join(root, 'scripts', name)

/** What each command gives to Node. */
const commands = {
  dev: ['--watch', '--watch-preserve-output', source('main-start.ts')],
  check: [script('check.ts')],
  bench: [join(root, 'bench', 'run.ts')],
  routes: [source('print-routes.ts')],
  openapi: [script('write-openapi.ts')],
  'db:reset': [script('reset-database.ts')],
}

const [command, ...args] = process.argv.slice(2)
if (!Object.hasOwn(commands, command ?? '')) {
  process.stderr.write(`Usage: npm run ${Object.keys(commands).join('|')}\n`)
  process.exit(1)
}
await installWhatIsMissing()
process.exit(
  await runChild(pickRuntime(), ['--disable-warning=ExperimentalWarning', ...commands[command], ...args]),
)
