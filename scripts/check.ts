import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { runChecks } from './checks.ts'
import { findTests, isPure, root } from './test-files.ts'

// `npm run check`: what can be known in seconds. Types, lint, layout, and the tests of pure rules.
const isSound = runChecks().every((result) => result.isPassed)
const { status } = spawnSync(
  process.execPath,
  [
    '--test',
    `--test-reporter=${join(root, 'scripts', 'summary-last.ts')}`,
    '--test-reporter-destination=stdout',
    ...findTests().filter((file) => isPure(file) && file !== join('scripts', 'check-results.test.ts')),
  ],
  { cwd: root, stdio: 'inherit' },
)
process.exit(isSound ? (status ?? 1) : 1)
