import { spawnSync, type SpawnOptions } from 'node:child_process'
import { closeSync, openSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { EmbeddedPostgresUnavailable } from './embedded-postgres-errors.ts'

/**
 * Whom PostgreSQL runs as. It refuses to run as root, so that takes a choice:
 *
 * - `self`: we are an ordinary user; nothing to do.
 * - `user`: we are root: the owner of the existing database, else `postgres`, else `nobody`.
 * - `namespace`: root without the right to become somebody else (a rootless container), or a user number without a
 *   name, which initdb refuses. A user namespace of one user calls us `nobody` to PostgreSQL, while files stay ours.
 */
export type Account =
  { kind: 'self' } | { kind: 'user'; name: string; uid: number; gid: number } | { kind: 'namespace' }

const namespaceCommand = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--']

export interface AccountCommand {
  file: string
  args: string[]
  options: Pick<SpawnOptions, 'uid' | 'gid' | 'cwd'>
}

/** How to start a program as that account. The working folder is `/`, since ours may be closed to it. */
export function commandAs(account: Account, file: string, args: string[]): AccountCommand {
  if (account.kind === 'user')
    return { file, args, options: { uid: account.uid, gid: account.gid, cwd: '/' } }
  if (account.kind === 'self') return { file, args, options: {} }
  const [unshare = '', ...flags] = namespaceCommand
  return { file: unshare, args: [...flags, file, ...args], options: {} }
}

/** @returns Whether `/bin/sh -c script` succeeds as that account, its parameters being `$1`, `$2`, … */
export function succeedsAs(account: Account, script: string, ...parameters: string[]): boolean {
  const { file, args, options } = commandAs(account, '/bin/sh', ['-c', script, 'sh', ...parameters])
  return spawnSync(file, args, { ...options, stdio: 'ignore', timeout: 10_000 }).status === 0
}

/**
 * @param clusterDir The database's folder; when it is there already, its owner is asked first.
 * @throws EmbeddedPostgresUnavailable when PostgreSQL can run as nobody here.
 */
export function chooseAccount(clusterDir: string): Account {
  if (process.platform === 'win32') return { kind: 'self' }
  if (process.geteuid?.() !== 0) {
    if (hasName()) return { kind: 'self' }
    return namespaceOr('this user number has no name in /etc/passwd, and user namespaces are switched off.')
  }
  const owner = ownerOf(clusterDir)
  for (const name of [...(owner ? [String(owner)] : []), 'postgres', 'nobody']) {
    const account = accountNamed(name)
    if (account && succeedsAs(account, 'exit 0')) return account
  }
  return namespaceOr(
    'it must not run as root, root may not become postgres or nobody, and user namespaces are switched off.',
  )
}

/** @returns The namespace account when this machine allows one. */
export function namespaceOr(reason: string): Account {
  const account: Account = { kind: 'namespace' }
  if (process.platform === 'linux' && succeedsAs(account, 'exit 0')) return account
  throw new EmbeddedPostgresUnavailable(reason)
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

function ownerOf(folder: string): number | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.uid
}

/** Asked of `id` rather than read from /etc/passwd, so that users of a directory service count too. */
function accountNamed(nameOrUid: string): Extract<Account, { kind: 'user' }> | undefined {
  const ask = (what: string) => {
    const answer = spawnSync('id', [what, nameOrUid], { encoding: 'utf8' })
    return answer.status === 0 ? answer.stdout.trim() : undefined
  }
  const name = ask('-un')
  const uid = Number(ask('-u'))
  const gid = Number(ask('-g'))
  if (name === undefined || !Number.isInteger(uid) || !Number.isInteger(gid) || uid === 0) return undefined
  return { kind: 'user', name, uid, gid }
}

/** A path as the account can use it, and the open files that its process must inherit for that. */
export interface ReachablePath {
  path: string
  /** Position `n` becomes the child's file descriptor 3 + n. */
  inherited: number[]
  close(): void
}

/**
 * A folder below a home of mode 700 is closed to any other user. Loosening somebody's home is not ours to do, so the
 * folder is opened here, where we may, and handed over open: `/proc/self/fd/3` leads into it past its parents, while
 * its own permissions still hold.
 *
 * @throws EmbeddedPostgresUnavailable where the system has no /proc and the way is closed.
 */
export function reachableBy(account: Account, folder: string): ReachablePath {
  if (account.kind !== 'user' || succeedsAs(account, 'cd "$1"', folder)) {
    return { path: folder, inherited: [], close() {} }
  }
  if (process.platform !== 'linux') {
    throw new EmbeddedPostgresUnavailable(
      `it must not run as root, and ${account.name} cannot reach ${folder}. ` +
        'Set FLINT_DATA_DIR to a folder outside of closed homes, or start Flint as an ordinary user.',
    )
  }
  const descriptor = openSync(folder, 'r')
  return { path: '/proc/self/fd/3', inherited: [descriptor], close: () => closeSync(descriptor) }
}
