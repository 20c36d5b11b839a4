import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  readdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { commandAs, reachableBy, type Account } from './embedded-postgres-account.ts'
import type { PostgresBinaries } from './embedded-postgres-binaries.ts'
import { EmbeddedPostgresUnavailable } from './embedded-postgres-errors.ts'

export const databaseUser = 'flint'
const passwordFile = 'flint.password'
export const unfinishedPrefix = 'postgres-new-'

/**
 * Makes the database's files on first use, and its random password among them.
 *
 * All of it grows in a folder `postgres-new-…` and gets its name at the end, in one rename: whoever is killed meanwhile
 * leaves rubbish for the next start to clear, never half a database. Each attempt has a folder of its own, since the
 * initdb of a killed one may still be writing.
 *
 * @returns The password of the database user.
 */
export async function prepareCluster(place: {
  dataDir: string
  clusterDir: string
  account: Account
  binaries: PostgresBinaries
  durable: boolean
}): Promise<string> {
  const { dataDir, clusterDir, account, binaries, durable } = place
  if (existsSync(clusterDir)) {
    checkVersion(clusterDir, binaries)
    makeOwner(account, clusterDir)
    return readFileSync(join(clusterDir, passwordFile), 'utf8').trim()
  }
  removeUnfinished(dataDir)
  const unfinished = mkdtempSync(join(dataDir, unfinishedPrefix))
  const password = randomBytes(32).toString('base64url')
  writeFileSync(join(unfinished, passwordFile), `${password}\n`, { mode: 0o600 })
  makeOwner(account, unfinished)
  await initialize({ unfinished, account, binaries, durable })
  renameSync(join(unfinished, passwordFile), join(unfinished, 'cluster', passwordFile))
  if (durable) syncFolder(join(unfinished, 'cluster'))
  renameSync(join(unfinished, 'cluster'), clusterDir)
  if (durable) syncFolder(dataDir)
  rmSync(unfinished, { recursive: true, force: true })
  return password
}

export function removeUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (!name.startsWith(unfinishedPrefix)) continue
    try {
      rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 3 })
    } catch {
      // Still being written to: the next start gets it.
    }
  }
}

/**
 * The locale is PostgreSQL's own C.UTF-8: the same order and the same upper case on every system, and indexes that a
 * system update cannot break. initdb writes everything to the disk once, at its end.
 */
async function initialize(place: {
  unfinished: string
  account: Account
  binaries: PostgresBinaries
  durable: boolean
}): Promise<void> {
  const folder = reachableBy(place.account, place.unfinished)
  try {
    const { file, args, options } = commandAs(place.account, place.binaries.initdb, [
      `--pgdata=${folder.path}/cluster`,
      `--username=${databaseUser}`,
      `--pwfile=${folder.path}/${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-locale',
      '--no-instructions',
      ...(place.durable ? ['--data-checksums'] : ['--no-data-checksums', '--no-sync']),
    ])
    const child = spawn(file, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe', ...folder.inherited],
      detached: true,
    })
    const endOnExit = () => child.kill('SIGKILL')
    process.once('exit', endOnExit)
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk))
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk))
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    process.removeListener('exit', endOnExit)
    if (code !== 0) throw new EmbeddedPostgresUnavailable(`initdb ended with ${code}.\n${said.trim()}`)
  } finally {
    folder.close()
  }
}

function checkVersion(clusterDir: string, binaries: PostgresBinaries): void {
  const made = readFileSync(join(clusterDir, 'PG_VERSION'), 'utf8').trim()
  if (made === binaries.majorVersion) return
  throw new EmbeddedPostgresUnavailable(
    `the data in ${clusterDir} was made by PostgreSQL ${made}, and this is ${binaries.majorVersion}. ` +
      'Use the Flint that made it, or another FLINT_DATA_DIR.',
  )
}

/** PostgreSQL opens only what belongs to the user it runs as. Only root can, and has to, hand files over. */
function makeOwner(account: Account, folder: string): void {
  if (process.geteuid?.() !== 0) return
  const { uid, gid } = account.kind === 'user' ? account : { uid: 0, gid: 0 }
  if (statSync(folder).uid === uid) return
  spawnSync('chown', ['-R', `${uid}:${gid}`, folder])
  chownSync(folder, uid, gid)
}

function syncFolder(folder: string): void {
  // Windows cannot open a folder, and keeps renames in its journal anyway.
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
