import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { removeAbandonedSocketFolder } from './embedded-postgres-socket.ts'

/** The lines of `postmaster.pid` that we use. Source: PostgreSQL, `src/include/utils/pidfile.h`. */
export interface PidFile {
  pid: number
  /** Seconds since 1970. */
  startedAt: number
  isReady: boolean
}

/** @returns Nothing while there is no such file, or only part of one. */
export function readPidFile(clusterDir: string): PidFile | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return {
    pid,
    startedAt: Number(lines[2]),
    isReady: (lines[7] ?? '').startsWith('ready'),
  }
}

/** How long a leftover server gets for each, before the next one. Milliseconds. */
const escalation: readonly [NodeJS.Signals, number][] = [
  ['SIGINT', 5_000],
  ['SIGQUIT', 3_000],
  ['SIGKILL', 3_000],
]

/**
 * Stops the server that a killed Flint left running, and clears its traces.
 *
 * It is stopped rather than adopted: its transactions belong to a process that is gone, nobody reads its log, and a
 * stop with a warm start takes a tenth of a second. Stopping is safe at any moment, since what was acknowledged is in
 * the write-ahead log. Call it only while holding the folder's lock.
 */
export async function stopLeftover(clusterDir: string, log: (line: string) => void): Promise<void> {
  const left = readPidFile(clusterDir)
  if (!left) {
    removeLastSocketFolder(clusterDir)
    return
  }
  if (isServerOf(clusterDir, left)) {
    log(`stopping the database server that a killed Flint left running (process ${left.pid})`)
    for (const [signal, patienceMs] of escalation) {
      if (!send(left.pid, signal)) break
      if (await isTrueWithin(patienceMs, () => !isServerOf(clusterDir, left))) break
    }
  }
  // After kill -9 of the server itself, its sessions take a moment to notice.
  if (process.platform === 'linux')
    await isTrueWithin(5_000, () => processesWorkingIn(clusterDir).length === 0)
  removeLastSocketFolder(clusterDir)
  // A process number can be somebody else's by now, and PostgreSQL would then refuse to start. Only where we can see
  // that nothing of the old server lives is the file ours to remove.
  if (
    process.platform === 'linux' &&
    existsSync('/proc/self/cwd') &&
    processesWorkingIn(clusterDir).length === 0
  ) {
    rmSync(join(clusterDir, 'postmaster.pid'), { force: true })
  }
}

/**
 * A server that was told to shut down after we were killed removes its socket and its pid file, but not the folder
 * that we made. `postmaster.opts`, its last command line, still names it.
 */
function removeLastSocketFolder(clusterDir: string): void {
  const file = join(clusterDir, 'postmaster.opts')
  if (!existsSync(file)) return
  const folder = /"unix_socket_directories=([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1]
  if (folder) removeAbandonedSocketFolder(folder)
}

/** The same process number is not enough: it must be a server that works in this very folder. */
function isServerOf(clusterDir: string, { pid, startedAt }: PidFile): boolean {
  if (process.platform === 'win32') return send(pid, 0)
  if (process.platform === 'linux') return worksIn(pid, realpathSync(clusterDir))
  const answer = spawnSync('ps', ['-o', 'lstart=', '-o', 'comm=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  })
  const line = answer.stdout.trim()
  // "Sat Nov 21 12:05:30 2026 /path/to/postgres"
  const started = Date.parse(`${line.split(/\s+/).slice(0, 5).join(' ')} UTC`) / 1000
  return line.includes('postgres') && Math.abs(started - startedAt) <= 5
}

function processesWorkingIn(clusterDir: string): number[] {
  const folder = realpathSync(clusterDir)
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.filter((pid) => worksIn(pid, folder))
}

/** Every process of a PostgreSQL server has its data folder as working folder. A zombie has none. */
function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

/** @returns Whether there was such a process. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

async function isTrueWithin(patienceMs: number, isTrue: () => boolean): Promise<boolean> {
  for (let waitedMs = 0; !isTrue(); waitedMs += 10) {
    if (waitedMs >= patienceMs) return false
    await sleep(10)
  }
  return true
}
