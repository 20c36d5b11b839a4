import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { findFreePort } from '../test/support/free-port.ts'

const startScript = fileURLToPath(new URL('../scripts/start.mjs', import.meta.url))

/** Flint as a person starts it: by the script behind `npm start`. */
export type FlintServer = {
  port: number
  /** The server itself, not the script that watches it. */
  pid: number
  /** From the spawn until `GET /healthz` answered 200. */
  startMs: number
  stop(): Promise<void>
}

export const startFlint = async (env: Record<string, string>): Promise<FlintServer> => {
  const port = await findFreePort()
  const startedAt = performance.now()
  const child = spawn(process.execPath, [startScript, '--json'], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), ...env },
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
  const health = await fetch(`http://127.0.0.1:${port}/healthz`)
  if (health.status !== 200) throw new Error(`GET /healthz answered ${health.status}`)
  return { port, pid: JSON.parse(line).pid, startMs: performance.now() - startedAt, stop }
}
