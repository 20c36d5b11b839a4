#!/usr/bin/env node
// The other npm scripts, and `npx flint`: each is one word, and what it gives to Node.
import { join } from 'node:path'
import { installWhatIsMissing, pickRuntime, root, serverFlags } from './prepare.mjs'
import { runChild } from './run-child.mjs'

const source = (...path) => join(root, 'apps', 'server', 'src', ...path)
const script = (name) => join(root, 'scripts', name)

const commands = {
  start: [...serverFlags, source('main-start.ts')],
  api: [...serverFlags, source('main-api.ts')],
  worker: [...serverFlags, source('main-worker.ts')],
  migrate: [source('main-migrate.ts')],
  dev: ['--watch', '--watch-preserve-output', source('main-start.ts')],
  check: [script('check.ts')],
  bench: [join(root, 'bench', 'run.ts')],
  routes: [source('print-routes.ts')],
  openapi: [script('write-openapi.ts')],
  'db:reset': [script('reset-database.ts')],
}

const [command, ...args] = process.argv.slice(2)
if (!Object.hasOwn(commands, command ?? '')) {
  process.stderr.write(`Usage: flint ${Object.keys(commands).join('|')}\n`)
  process.exit(1)
}
await installWhatIsMissing()
process.exit(
  await runChild(pickRuntime(), ['--disable-warning=ExperimentalWarning', ...commands[command], ...args]),
)
