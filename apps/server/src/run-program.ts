import { buildCheckout } from '../../checkout/build.ts'
import { buildDashboard } from '../../dashboard/build.ts'
import type { BuiltPages } from './app.ts'
import { type Config, InvalidConfig, readConfig } from './platform/config/config.ts'
import { DataFolderInUse } from './platform/db/embedded-postgres.ts'
import { MissingMigrations, expectMigrated, migrate } from './platform/db/migrate.ts'
import { type Logger, jsonLogger } from './platform/log/logger.ts'
import { WrongSecret } from './platform/services.ts'
import { taxTables } from './tax/index.ts'

/** What the programs have in common: `flint start`, `flint api`, `flint worker`, `flint migrate`. */
export type Program = {
  config: Config
  log: Logger
  /** What is started is stopped in the reverse order, once, however often a signal arrives. */
  onStop(stop: () => Promise<unknown>): void
  /** The stop has begun: what breaks off now is no news. */
  isEnding(): boolean
}

/**
 * Runs a program until a signal ends it. Exit codes: 0 ended as asked, 1 something unexpected, 2 cannot start as
 * configured, with a sentence that says why.
 *
 * @param start Rejects when it cannot start; what it has started by then is stopped.
 */
export const runProgram = async (start: (program: Program) => Promise<void>): Promise<void> => {
  const started: (() => Promise<unknown>)[] = []
  let ending: Promise<void> | null = null
  const end = (exitCode: number): Promise<void> => {
    ending ??= (async () => {
      for (const stop of started.reverse()) await stop().catch((error) => console.error(error))
      process.exit(exitCode)
    })()
    return ending
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
  // The parent is gone without a word: nobody is left to tell us when to stop.
  process.on('disconnect', () => void end(0))
  process.channel?.unref()

  try {
    const config = readConfig(process.env)
    // A mistake in the file of rates ends the start, not an order.
    taxTables(config)
    await start({
      config,
      log: jsonLogger(config.logLevel),
      onStop: (stop) => started.push(stop),
      isEnding: () => ending !== null,
    })
  } catch (error) {
    if (ending) return
    const sentence = sentenceOf(error)
    console.error(sentence === null ? error : `flint: ${sentence}`)
    await end(sentence === null ? 1 : 2)
  }
}

/** The pages that the API server serves, built anew where their sources changed. */
export const buildPages = async (): Promise<BuiltPages> => {
  const [checkout, dashboard] = await Promise.all([buildCheckout(), buildDashboard()])
  return { checkoutDirectory: checkout.directory, dashboardDirectory: dashboard.directory }
}

/** Begins at once, beside what takes as long. Its failure is met where it is waited for. */
export const beginBuildingPages = (): Promise<BuiltPages> => {
  const building = buildPages()
  building.catch(() => {})
  return building
}

/**
 * The database of a program that shares it with others, with the tables that this version needs.
 *
 * @param program `flint api`, for the sentence.
 */
export const sharedDatabase = async (program: string, config: Config): Promise<string> => {
  if (!config.databaseUrl)
    throw new InvalidConfig(
      `${program} needs DATABASE_URL, the PostgreSQL that all its programs share. \`npm start\` runs everything over a database of its own.`,
    )
  await (config.migrates ? migrate(config.databaseUrl) : expectMigrated(config.databaseUrl))
  return config.databaseUrl
}

/** A person's words for what a person can put right; null for a mistake of ours. */
const sentenceOf = (error: unknown): string | null => {
  if (isPortInUse(error))
    return `Port ${error.port} on ${error.address} is in use. Stop what uses it, or set PORT to another.`
  const isExpected =
    error instanceof DataFolderInUse ||
    error instanceof InvalidConfig ||
    error instanceof MissingMigrations ||
    error instanceof WrongSecret
  return isExpected ? error.message : null
}

const isPortInUse = (error: unknown): error is Error & { address: string; port: number } =>
  (error as { code?: string }).code === 'EADDRINUSE'
