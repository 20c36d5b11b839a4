import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Clock, systemClock } from './clock/clock.ts'
import type { Config } from './config/config.ts'
import type { Services } from './context.ts'
import { openDatabase } from './db/database.ts'
import { placeRestoredEvents } from './events/restored-events.ts'
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
    await placeRestoredEvents(db)
    return services
  } catch (error) {
    await db.close()
    throw error
  }
}

const installationSecret = async (config: Config): Promise<Buffer> => {
  if (config.secret) return Buffer.from(config.secret, 'hex')
  const path = join(config.dataDir, 'secret')
  const kept = await readFile(path, 'utf8').catch(() => null)
  return Buffer.from((kept ?? (await newSecretAt(path))).trim(), 'hex')
}

/** Of two starts at once one succeeds, and both read what it wrote: the file has its name only when it is whole. */
const newSecretAt = async (path: string): Promise<string> => {
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`
  await mkdir(dirname(path), { recursive: true })
  await writeFile(unfinished, randomBytes(32).toString('hex'), { mode: 0o600 })
  await link(unfinished, path).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(unfinished)
  return readFile(path, 'utf8')
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
