import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, describe, it } from 'node:test'

const folders: string[] = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

const packages = { '': { name: 'x' }, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } }

/** A project of one dependency, and an npm that only counts how often it is asked to install. */
function aProject(lock: object = packages): { folder: string; installs: () => number } {
  const folder = mkdtempSync(join(tmpdir(), 'flint-prepare-'))
  folders.push(folder)
  mkdirSync(join(folder, 'scripts'))
  mkdirSync(join(folder, 'fake-bin'))
  cpSync(join(import.meta.dirname, 'prepare.mjs'), join(folder, 'scripts', 'prepare.mjs'))
  writeLock(folder, lock)
  const npm = join(folder, 'fake-bin', 'npm')
  writeFileSync(
    npm,
    '#!/bin/sh\necho "$@" >> installs.txt\necho noise\nsleep 0.3\nmkdir -p node_modules\n[ ! -e fail ]\n',
  )
  chmodSync(npm, 0o755)
  const log = join(folder, 'installs.txt')
  return {
    folder,
    installs: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').length : 0),
  }
}

function writeLock(folder: string, lock: object): void {
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: lock }))
}

async function prepare(folder: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { npm_execpath: _, ...environment } = process.env
  const code = `await (await import(${JSON.stringify(join(folder, 'scripts', 'prepare.mjs'))})).installWhatIsMissing()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...environment, PATH: `${join(folder, 'fake-bin')}${delimiter}${process.env.PATH}` },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk))
  await new Promise((done) => child.once('close', done))
  return { code: child.exitCode, stdout, stderr }
}

describe('installWhatIsMissing', () => {
  it('installs once, again when the lock file changes, and keeps stdout clean', async () => {
    const { folder, installs } = aProject()
    assert.equal((await prepare(folder)).stdout, '')
    await prepare(folder)
    assert.equal(installs(), 1)
    writeLock(folder, { ...packages, 'node_modules/b': { version: '2.0.0' } })
    await prepare(folder)
    assert.equal(installs(), 2)
    assert.equal(existsSync(join(folder, '.installing')), false)
  })

  it('installs once when two start at once', async () => {
    const { folder, installs } = aProject()
    const both = await Promise.all([prepare(folder), prepare(folder)])
    assert.deepEqual(
      both.map(({ code }) => code),
      [0, 0],
    )
    assert.equal(installs(), 1)
  })

  it('takes over from an installation that was killed', async () => {
    const { folder, installs } = aProject()
    mkdirSync(join(folder, '.installing'))
    const killed = spawn('true')
    await new Promise((done) => killed.once('exit', done))
    writeFileSync(join(folder, '.installing', 'pid'), String(killed.pid))
    assert.equal((await prepare(folder)).code, 0)
    assert.equal(installs(), 1)
  })

  it('says so when npm fails, and tries again the next time', async () => {
    const { folder, installs } = aProject()
    writeFileSync(join(folder, 'fail'), '')
    const { code, stderr } = await prepare(folder)
    assert.equal(code, 1)
    assert.match(stderr, /npm ci ended with 1/)
    rmSync(join(folder, 'fail'))
    assert.equal((await prepare(folder)).code, 0)
    assert.equal(installs(), 2)
  })
})

describe("npm's own record of what it installed", () => {
  const elsewhere = { version: '1.0.0', optional: true, os: ['plan9'] }
  const transitive = { version: '1.0.0', optional: true }
  const here = { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] }
  const cases: { what: string; lock: object; record: object; expected: number }[] = [
    { what: 'the same', lock: packages, record: packages, expected: 0 },
    {
      what: 'without the optional packages of another system and what they need',
      lock: { ...packages, 'node_modules/c': elsewhere, 'node_modules/d': transitive },
      record: packages,
      expected: 0,
    },
    {
      what: 'without an optional package made for this system',
      lock: { ...packages, 'node_modules/c': here },
      record: packages,
      expected: 1,
    },
    {
      what: 'with another version',
      lock: packages,
      record: { 'node_modules/a': { version: '0.9.0', integrity: 'sha512-a' } },
      expected: 1,
    },
  ]
  for (const { what, lock, record, expected } of cases) {
    it(`${what}: ${expected === 0 ? 'nothing to install' : 'installs'}`, async () => {
      const { folder, installs } = aProject(lock)
      mkdirSync(join(folder, 'node_modules'))
      writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: record }))
      await prepare(folder)
      assert.equal(installs(), expected)
    })
  }
})
