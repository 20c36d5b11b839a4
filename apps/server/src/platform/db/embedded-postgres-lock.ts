import { chownSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DataFolderInUse } from './embedded-postgres-errors.ts'

/**
 * One Flint per data folder.
 *
 * The lock is the operating system's, taken on the file `lock` through SQLite, which is the only file lock that
 * Node carries. So it ends with the process however that dies, it cannot be left behind, and no process number has
 * to be trusted (numbers repeat, and differ between containers that share a folder). The file stays empty and stays
 * where it is: removing it would let two processes lock two files of one name.
 * The file `pid` beside it is only for the sentence that a person reads.
 */
export interface FolderLock {
  /** Safe to call twice. */
  release(): void
}

const sqliteBusy = 5

/** @throws DataFolderInUse when another process, or this one, holds it. */
export function lockDataFolder(dataDir: string): FolderLock {
  const pidFile = join(dataDir, 'pid')
  const lockFile = join(dataDir, 'lock')
  const lock = new DatabaseSync(lockFile, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode === sqliteBusy)
      throw new DataFolderInUse(dataDir, holderOf(pidFile))
    throw error
  }
  writeFileSync(pidFile, `${process.pid}\n`)
  giveToFolderOwner(dataDir, [lockFile, pidFile])
  return {
    release() {
      if (!lock.isOpen) return
      rmSync(pidFile, { force: true })
      lock.close()
    },
  }
}

function holderOf(pidFile: string): string | undefined {
  try {
    return readFileSync(pidFile, 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}

/** A start as root on an ordinary user's folder must not lock that user out afterwards. */
function giveToFolderOwner(dataDir: string, files: string[]): void {
  if (process.geteuid?.() !== 0) return
  const { uid, gid } = statSync(dataDir)
  if (uid !== 0) for (const file of files) chownSync(file, uid, gid)
}
