import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecks } from './checks.ts'
import { installChromium } from './find-chromium.ts'
import { findTests, needsBrowser, root } from './test-files.ts'
import { startTestServer } from './test-server.ts'

/*
 * `npm test`: checks, then every test, on one database server for the run. With paths, only the tests there, without
 * the checks. Options (`--test-name-pattern=…`) are node's.
 */
const args = process.argv.slice(2)
const options = args.filter((arg) => arg.startsWith('-'))
const paths = args.filter((arg) => !arg.startsWith('-'))
const isWhole = paths.length === 0

const files = isWhole ? findTests() : findTests(paths)
if (files.length === 0) {
  process.stderr.write(`There is no test at ${paths.join(', ')}.\n`)
  process.exit(1)
}

// Before the tests run there is nothing to wait for: an exit removes the server, too.
let onSignal: (signal: NodeJS.Signals) => void = () => process.exit(1)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => onSignal(signal))
process.on('disconnect', () => onSignal('SIGTERM'))
process.channel?.unref()

const leftovers: (() => Promise<void> | void)[] = []
const exitCode = await runSuite().finally(async () => {
  for (const remove of leftovers.toReversed()) await remove()
})
process.exit(exitCode)

async function runSuite(): Promise<number> {
  const environment: NodeJS.ProcessEnv = { ...process.env }
  // A Flint that a test starts must never find a person's own database or keys.
  for (const name of Object.keys(environment)) {
    if (/^(FLINT_|DATABASE_URL$|PORT$|HOST$|NODE_CHANNEL_)/.test(name)) delete environment[name]
  }
  if (isWhole) environment.FLINT_CHECK_RESULTS = keepResults(JSON.stringify(runChecks()))
  if (files.some(needsBrowser)) {
    // A missing browser fails its own tests; here is only the reason.
    const trouble = installChromium()
    if (trouble) process.stderr.write(`${trouble}\n`)
  }
  if (!environment.TEST_DATABASE_URL) {
    const server = await startTestServer()
    leftovers.push(() => server.stop())
    environment.TEST_DATABASE_URL = server.url
  }
  return await runNode(environment)
}

function keepResults(json: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'flint-checks-'))
  leftovers.push(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'results.json')
  writeFileSync(file, json)
  return file
}

function runNode(environment: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--test',
      `--test-reporter=${join(root, 'scripts', 'summary-last.ts')}`,
      '--test-reporter-destination=stdout',
      // Half of the tests' time is waiting for the database, so two files at once even on two cores.
      `--test-concurrency=${Math.max(2, availableParallelism() - 1)}`,
      // A test that hangs is a failure with a name, not a run without an end.
      '--test-timeout=180000',
      ...options,
      ...files,
    ],
    { cwd: root, env: environment, stdio: 'inherit' },
  )
  onSignal = (signal) => child.kill(signal)
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`)
      resolve(1)
    })
  })
}
