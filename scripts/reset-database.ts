import { existsSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  removeUnfinished,
  unfinishedPrefix,
} from '../apps/server/src/platform/db/embedded-postgres-cluster.ts'
import { DataFolderInUse } from '../apps/server/src/platform/db/embedded-postgres.ts'
import { stopLeftover } from '../apps/server/src/platform/db/embedded-postgres-leftover.ts'
import { lockDataFolder } from '../apps/server/src/platform/db/embedded-postgres-lock.ts'
import { root } from './test-files.ts'

// `npm run db:reset`: removes the embedded database, so that the next start begins with nothing. Never one in use, and
// never one of DATABASE_URL: that is not Flint's to remove.
const dataDir = resolve(root, process.env.FLINT_DATA_DIR ?? '.flint')
const say = (line: string) => process.stdout.write(`${line}\n`)

if (process.env.DATABASE_URL) {
  process.stderr.write('DATABASE_URL is set. This command only removes the embedded database.\n')
  process.exit(1)
}
if (!existsSync(join(dataDir, 'postgres'))) {
  say(`There is no database in ${dataDir}.`)
  process.exit(0)
}
try {
  const lock = lockDataFolder(dataDir)
  await stopLeftover(join(dataDir, 'postgres'), say)
  // Renamed first: a removal that is interrupted must not leave half a database under its name.
  renameSync(join(dataDir, 'postgres'), join(dataDir, `${unfinishedPrefix}removed`))
  removeUnfinished(dataDir)
  lock.release()
  say(`Removed the database in ${dataDir}.`)
} catch (error) {
  if (!(error instanceof DataFolderInUse)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(2)
}
