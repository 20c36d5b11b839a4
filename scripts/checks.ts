import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './test-files.ts'

export interface CheckResult {
  name: string
  isPassed: boolean
  /** What the tool printed. */
  output: string
}

/** What is wrong without running anything: types, suspicious code, layout. */
const checks = [
  { name: 'types (tsc)', tool: 'tsc', args: ['--noEmit', '-p', 'tsconfig.json'] },
  { name: 'lint (oxlint)', tool: 'oxlint', args: ['--quiet'] },
  { name: 'format (prettier)', tool: 'prettier', args: ['--check', '--log-level=warn', '.'] },
]

/** Runs all of them, whatever the first ones find, and prints a line each, with the output of those that fail. */
export function runChecks(): CheckResult[] {
  return checks.map(({ name, tool, args }) => {
    const file = join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${tool}.cmd` : tool)
    const answer = spawnSync(file, args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      shell: process.platform === 'win32',
    })
    const output = `${answer.stdout ?? ''}${answer.stderr ?? ''}${answer.error?.message ?? ''}`.trim()
    const isPassed = answer.status === 0
    process.stdout.write(isPassed ? `✔ ${name}\n` : `✖ ${name}\n${output}\n\n`)
    return { name, isPassed, output }
  })
}
