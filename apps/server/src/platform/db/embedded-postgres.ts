import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { chooseAccount, commandAs, reachableBy } from './embedded-postgres-account.ts'
import { binariesFor } from './embedded-postgres-binaries.ts'
import { databaseUser, prepareCluster } from './embedded-postgres-cluster.ts'
import { EmbeddedPostgresUnavailable } from './embedded-postgres-errors.ts'
import { readPidFile, stopLeftover } from './embedded-postgres-leftover.ts'
import { lockDataFolder } from './embedded-postgres-lock.ts'
import { serverArguments } from './embedded-postgres-settings.ts'
import { chooseListeningPlace } from './embedded-postgres-socket.ts'

export { DataFolderInUse, EmbeddedPostgresUnavailable } from './embedded-postgres-errors.ts'

/*
 * The supervisor of the database that Flint brings along: PostgreSQL 18 as a child process, its files below Flint's
 * data folder.
 *
 * States and moves of one data folder:
 *
 *   free → locked      `lock` is taken, or DataFolderInUse
 *   locked → clear     a server left by a killed Flint is stopped, half-made files are removed
 *   clear → prepared   first use only: initdb, in a folder that gets its name when it is complete
 *   prepared → ready   the server runs, has recovered what a crash left, and the database `flint` is there
 *   ready → stopping   stop(): open transactions are ended and rolled back, a checkpoint is written
 *   stopping → free    the server is gone; the lock is given back last
 *
 * From locked on, any failure stops what runs, gives the lock back and throws. A ready server that ends by itself
 * goes to free and resolves `ended`. When this process is killed the server runs on without us, holding no lock: the
 * next start finds it on its way to clear. When this process exits without stop(), the server is told to shut down.
 * Nothing acknowledged is ever lost by any of it, if `durable`.
 *
 * The child is in a process group of its own, so that Ctrl-C in a terminal reaches it through us, after our own work
 * is done. It does not keep this process alive.
 */

export interface EmbeddedPostgresOptions {
  /** Flint's data folder; made if missing. The database is its subfolder `postgres`. */
  dataDir: string
  /** Receives what the server and its supervisor have to say, a line at a time. */
  log: (line: string) => void
  /** Default true. False is for tests: faster, and a crash of the machine may break the data. */
  durable?: boolean
  /** Also answer on this port of 127.0.0.1, for a person's own tools. */
  port?: number
}

export interface EmbeddedPostgres {
  /** For `pg`, `psql` and anything else built on libpq. Carries the password. */
  url: string
  pid: number
  /** Resolves once the server is gone, whoever ended it. */
  ended: Promise<void>
  /** Open transactions are rolled back. Takes about 0.05 s, at most 4 s. Safe to call twice. */
  stop(): Promise<void>
  /** For a process that is exiting and cannot wait: ends the server at once, leaving recovery to the next start. */
  stopNow(): void
}

/**
 * Starts the embedded database: about 1 s the first time, 0.1 s afterwards.
 *
 * @throws DataFolderInUse             another live Flint has the folder.
 * @throws EmbeddedPostgresUnavailable it cannot run here; the message names the way out.
 * @example const database = await startEmbeddedPostgres({ dataDir: '.flint', log: console.error })
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir)
  const clusterDir = join(dataDir, 'postgres')
  const durable = options.durable ?? true
  // As root the database belongs to another user, who has to get through, but not to look around.
  mkdirSync(dataDir, { recursive: true, mode: process.geteuid?.() === 0 ? 0o711 : 0o700 })
  const lock = lockDataFolder(dataDir)
  try {
    await stopLeftover(clusterDir, options.log)
    const { binaries, account } = binariesFor(chooseAccount(clusterDir))
    const password = await prepareCluster({ dataDir, clusterDir, account, binaries, durable })
    const cluster = reachableBy(account, clusterDir)
    const place = await chooseListeningPlace(account, options.port)
    const server = runServer({
      command: commandAs(account, binaries.postgres, [
        '-D',
        cluster.path,
        ...serverArguments(durable, place.settings),
      ]),
      inherited: cluster.inherited,
      log: options.log,
    })
    cluster.close()
    process.once('exit', place.remove)
    void server.ended.then(() => {
      process.removeListener('exit', place.remove)
      place.remove()
      lock.release()
    })
    const urlOf = (database: string) =>
      `postgres://${databaseUser}:${password}@${place.urlHost}/${encodeURIComponent(database)}`
    try {
      await becomeReady(server, clusterDir)
      await makeDatabase(urlOf('postgres'))
    } catch (error) {
      await server.stop()
      throw error
    }
    server.child.unref()
    return {
      url: urlOf('flint'),
      pid: server.child.pid ?? 0,
      ended: server.ended,
      stop: server.stop,
      stopNow() {
        server.child.kill('SIGQUIT')
        waitUntilGone(clusterDir)
        place.remove()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

interface Server {
  child: ChildProcess
  /** The last lines it said: why it failed, if it did. */
  lastLines: string[]
  hasEnded(): boolean
  ended: Promise<void>
  stop(): Promise<void>
}

function runServer(start: {
  command: ReturnType<typeof commandAs>
  inherited: number[]
  log: (line: string) => void
}): Server {
  const { file, args, options } = start.command
  const child = spawn(file, args, {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe', ...start.inherited],
    detached: true,
    windowsHide: true,
  })
  const lastLines: string[] = []
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      start.log(line)
      lastLines.push(line)
      if (lastLines.length > 20) lastLines.shift()
    })
    // The pipe must not keep a finished program alive either. It is a socket, whatever its type says.
    const pipe = child.stderr as typeof child.stderr & { unref?: () => void }
    pipe.unref?.()
  }
  const endOnExit = () => child.kill('SIGINT')
  process.once('exit', endOnExit)
  let isGone = false
  const ended = new Promise<void>((done) => {
    const end = () => {
      isGone = true
      process.removeListener('exit', endOnExit)
      done()
    }
    child.once('exit', end)
    child.once('error', (error) => {
      lastLines.push(error.message)
      end()
    })
  })
  const server: Server = { child, lastLines, hasEnded: () => isGone, ended, stop: () => stopServer(server) }
  return server
}

/** Fast, then immediate, then killed. Milliseconds of patience for each; together below the 5 s that a stop may take. */
const stopSteps: readonly [NodeJS.Signals, number][] = [
  ['SIGINT', 2_500],
  ['SIGQUIT', 1_000],
  ['SIGKILL', 500],
]

async function stopServer(server: Server): Promise<void> {
  server.child.ref()
  for (const [signal, patienceMs] of stopSteps) {
    if (server.hasEnded()) return
    server.child.kill(signal)
    const waiting = new AbortController()
    await Promise.race([
      server.ended,
      sleep(patienceMs, undefined, { signal: waiting.signal }).catch(() => undefined),
    ])
    waiting.abort()
  }
}

/** Recovery after a crash takes as long as it takes: as long as the server lives, it is waited for. */
async function becomeReady(server: Server, clusterDir: string): Promise<void> {
  for (;;) {
    if (server.hasEnded()) {
      // Its last words may still be in the pipe.
      await sleep(20)
      throw new EmbeddedPostgresUnavailable(`it ended while starting.\n${server.lastLines.join('\n')}`)
    }
    const status = readPidFile(clusterDir)
    if (status?.pid === server.child.pid && status?.isReady) return
    await sleep(3)
  }
}

/** Also the proof that the password and the way to the server work. */
async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = 'flint'")
    if (rowCount === 0) await client.query('CREATE DATABASE flint')
  } finally {
    await client.end()
  }
}

/** Blocks for at most two seconds. */
function waitUntilGone(clusterDir: string): void {
  const bell = new Int32Array(new SharedArrayBuffer(4))
  for (let waitedMs = 0; waitedMs < 2_000 && existsSync(join(clusterDir, 'postmaster.pid')); waitedMs += 5) {
    Atomics.wait(bell, 0, 0, 5)
  }
}
