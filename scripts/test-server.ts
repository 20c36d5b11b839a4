import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../apps/server/src/platform/db/embedded-postgres.ts'
import { stopLeftover } from '../apps/server/src/platform/db/embedded-postgres-leftover.ts'
import { lockDataFolder } from '../apps/server/src/platform/db/embedded-postgres-lock.ts'

const folderPrefix = 'flint-test-'
/** A folder younger than this may be between being made and being locked. */
const settledAfterMs = 60_000

export interface TestServer {
  url: string
  /** Stops it and removes its files. */
  stop(): Promise<void>
}

/**
 * A database server for tests: fresh, without waiting for the disk, gone with this process. It ends on stop(), else
 * when the process exits; what a killed run leaves is removed by the next one.
 */
export async function startTestServer(): Promise<TestServer> {
  await removeAbandoned()
  const folder = mkdtempSync(join(tmpdir(), folderPrefix))
  const said: string[] = []
  const server = await startEmbeddedPostgres({
    dataDir: folder,
    durable: false,
    log: (line) => said.push(line),
  })
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  const endNow = () => {
    server.stopNow()
    remove()
  }
  process.once('exit', endNow)
  return {
    url: server.url,
    async stop() {
      await server.stop()
      process.removeListener('exit', endNow)
      remove()
    },
  }
}

/** The folder's lock tells a dead run from a live one. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(folderPrefix)) continue
    const folder = join(tmpdir(), name)
    try {
      if (Date.now() - statSync(folder).mtimeMs < settledAfterMs) continue
      const lock = lockDataFolder(folder)
      await stopLeftover(join(folder, 'postgres'), () => undefined)
      lock.release()
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // In use, or another user's.
    }
  }
}
