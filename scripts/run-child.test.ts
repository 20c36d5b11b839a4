import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

const folder = mkdtempSync(join(tmpdir(), 'flint-run-child-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** What start.mjs does, over a program of the test's. */
const parentOf = (program: string): string => {
  const file = join(folder, `program-${Math.abs(hash(program))}.mjs`)
  writeFileSync(file, program)
  return `
    const { runChild } = await import(${JSON.stringify(join(import.meta.dirname, 'run-child.mjs'))})
    process.exit(await runChild(process.execPath, [${JSON.stringify(file)}]))`
}

const hash = (text: string): number => [...text].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) | 0, 7)

/** The program says its number, then lives until it is told or its parent is gone, as main-start does. */
const wellBehaved = `
  process.on('SIGTERM', () => process.exit(7))
  process.on('disconnect', () => process.exit(8))
  process.channel.unref()
  setInterval(() => undefined, 1000)
  console.log(process.pid)`

async function start(
  code: string,
  environment: NodeJS.ProcessEnv = {},
  via: string[] = [],
): Promise<{ child: ChildProcess; said: string }> {
  const { npm_lifecycle_event: _, ...own } = process.env
  const [file = '', ...args] = [...via, process.execPath, '--input-type=module', '-e', code]
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...own, ...environment } })
  let said = ''
  for await (const chunk of child.stdout) {
    said += String(chunk)
    if (said.includes('\n')) break
  }
  return { child, said: said.trim() }
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise((done) => child.once('exit', done))
  return child.exitCode
}

async function isGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await sleep(10)
  }
}

describe('runChild', () => {
  it('passes the exit code on', async () => {
    const { child } = await start(parentOf('process.exitCode = 3'))
    assert.equal(await exitCode(child), 3)
  })

  it('passes SIGTERM on', async () => {
    const { child, said } = await start(parentOf(wellBehaved))
    child.kill('SIGTERM')
    assert.equal(await exitCode(child), 7)
    await isGone(Number(said))
  })

  it('leaves nothing running when it is killed itself', async () => {
    const { child, said } = await start(parentOf(wellBehaved))
    child.kill('SIGKILL')
    await exitCode(child)
    await isGone(Number(said))
  })

  it('leaves nothing running when npm above it is killed', async () => {
    // The shell stands for npm: it does not exec, since something follows.
    const via = ['/bin/sh', '-c', '"$@"; exit $?', 'sh']
    const { child, said } = await start(parentOf(wellBehaved), { npm_lifecycle_event: 'start' }, via)
    child.kill('SIGKILL')
    await exitCode(child)
    await isGone(Number(said))
  })

  it('shuts the database server down when the program was killed', async () => {
    const server = spawn('sleep', ['600'])
    const { child, said } = await start(
      parentOf(
        `process.send({ databasePid: ${server.pid} }, () => console.log(process.pid)); setInterval(() => undefined, 1000)`,
      ),
    )
    process.kill(Number(said), 'SIGKILL')
    assert.equal(await exitCode(child), 137)
    await exitCode(server)
    assert.equal(server.signalCode, 'SIGINT')
  })
})
