import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { findFreePort } from '../test/support/free-port.ts'

const script = (name: string) => fileURLToPath(new URL(`../scripts/${name}`, import.meta.url))

/** A program of Flint's as a person starts it: by the script behind `npm start` or `npm run worker`. */
export type FlintProcess = {
  /** The program itself, not the script that watches it. */
  pid: number
  stop(): Promise<void>
}
export type FlintServer = FlintProcess & {
  port: number
  /** From the spawn until `GET /healthz` answered 200. */
  startMs: number
}

const start = async (command: string[], env: Record<string, string>): Promise<FlintProcess> => {
  const child = spawn(process.execPath, [...command, '--json'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`Flint did not start: it ended with ${code}.`)))
  })
  return { pid: JSON.parse(line).pid, stop }
}

export const startFlint = async (env: Record<string, string>): Promise<FlintServer> => {
  const port = await findFreePort()
  const startedAt = performance.now()
  const server = await start([script('start.mjs')], { HOST: '127.0.0.1', PORT: String(port), ...env })
  const health = await fetch(`http://127.0.0.1:${port}/healthz`)
  if (health.status !== 200) throw new Error(`GET /healthz answered ${health.status}`)
  return { ...server, port, startMs: performance.now() - startedAt }
}

export const startFlintWorker = (env: Record<string, string>): Promise<FlintProcess> =>
  start([script('run.mjs'), 'worker'], env)
