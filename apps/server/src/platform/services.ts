import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, systemClock } from './clock/clock.ts'
import type { Config } from './config/config.ts'
import type { Services } from './context.ts'
import { openDatabase } from './db/database.ts'
import { ulidIds } from './ids/ids.ts'
import { localWakeups } from './jobs/wakeups.ts'
import { type Logger, jsonLogger } from './log/logger.ts'
import { type Secrets, secretsFrom } from './secrets/secrets.ts'

/** Two nodes with different secrets would not know each other's keys: the second one must not start. */
export class WrongSecret extends Error {}

/** Everything a process needs, over a database that is migrated. */
export const openServices = async (
  config: Config,
  databaseUrl: string,
  options: { clock?: Clock; log?: Logger } = {},
): Promise<Services> => {
  const log = options.log ?? jsonLogger(config.logLevel)
  const clock = options.clock ?? systemClock
  const db = openDatabase({
    url: databaseUrl,
    log,
    poolSize: config.databasePoolSize,
    namedStatements: config.databaseNamedStatements,
  })
  try {
    const secrets = secretsFrom(await installationSecret(config))
    const services: Services = {
      config,
      db,
      clock,
      systemClock: clock,
      ids: ulidIds(clock),
      secrets,
      log,
      wakeups: localWakeups(),
    }
    await expectSameSecret(services)
    return services
  } catch (error) {
    await db.close()
    throw error
  }
}

const installationSecret = async (config: Config): Promise<Buffer> => {
  if (config.secret) return Buffer.from(config.secret, 'hex')
  const path = join(config.dataDir, 'secret')
  await mkdir(config.dataDir, { recursive: true })
  // 'wx' fails when the file is there: of two starts at once, one writes and both read the same.
  await writeFile(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
  return Buffer.from((await readFile(path, 'utf8')).trim(), 'hex')
}

const expectSameSecret = async ({ db, secrets }: { db: Services['db']; secrets: Secrets }) => {
  await db.query('INSERT INTO installation (secret_fingerprint) VALUES ($1) ON CONFLICT DO NOTHING', [
    secrets.fingerprint,
  ])
  const { rows } = await db.query('SELECT secret_fingerprint FROM installation')
  if (rows[0].secret_fingerprint !== secrets.fingerprint)
    throw new WrongSecret(
      'This database belongs to an installation with another secret. Set FLINT_SECRET, or use its FLINT_DATA_DIR.',
    )
}
