import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { succeedsAs, type Account } from './embedded-postgres-account.ts'

/**
 * Where the database listens: a Unix socket in a fresh folder of mode 700 with a short path (the system allows about
 * 100 bytes, and a data folder may lie deep), or a free port of the loopback address where there are no such sockets.
 * The socket is preferred for what it spares: no port to collide on, and the folder is closed to other users. The
 * password holds for both.
 */
export interface ListeningPlace {
  /** As a URL's host (a folder is percent-encoded, as libpq and `pg` read it). */
  urlHost: string
  /** What the server is told. */
  settings: Record<string, string>
  /** Synchronous, since it also runs while the process exits. */
  remove(): void
}

const folderPrefix = 'flint-db-'
/** `/.s.PGSQL.65535.lock` has to fit as well; 103 is the smallest limit of the systems we run on. */
const longestFolder = 103 - '/.s.PGSQL.65535.lock'.length
const socketPort = 5432

/** @param port Also answer on this port of 127.0.0.1, for a person's own tools. */
export async function chooseListeningPlace(account: Account, port?: number): Promise<ListeningPlace> {
  const folder = process.platform === 'win32' ? undefined : makeSocketFolder(account)
  if (folder) {
    return {
      urlHost: `${encodeURIComponent(folder)}:${port ?? socketPort}`,
      settings: {
        listen_addresses: port === undefined ? '' : '127.0.0.1',
        unix_socket_directories: folder,
        unix_socket_permissions: '0700',
        port: String(port ?? socketPort),
      },
      remove: () => rmSync(folder, { recursive: true, force: true }),
    }
  }
  const tcpPort = port ?? (await freePort())
  return {
    urlHost: `127.0.0.1:${tcpPort}`,
    settings: { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(tcpPort) },
    remove() {},
  }
}

/** Removes the socket folder that a killed Flint left, and nothing that is not one. */
export function removeAbandonedSocketFolder(folder: string): void {
  if (folder.startsWith('/') && basename(folder).startsWith(folderPrefix)) {
    rmSync(folder, { recursive: true, force: true })
  }
}

function makeSocketFolder(account: Account): string | undefined {
  for (const parent of ['/tmp', tmpdir(), '/var/tmp', '/dev/shm']) {
    if (parent.length + 1 + folderPrefix.length + 6 > longestFolder) continue
    try {
      const folder = mkdtempSync(join(parent, folderPrefix))
      if (account.kind === 'user') chownSync(folder, account.uid, account.gid)
      if (succeedsAs(account, 'test -w "$1"', folder)) return folder
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Not there or not writable: the next one may be.
    }
  }
  return undefined
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
