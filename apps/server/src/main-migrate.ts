import { InvalidConfig } from './platform/config/config.ts'
import { migrate } from './platform/db/migrate.ts'
import { runProgram } from './run-program.ts'

/** `flint migrate`: brings the database to what this version needs, and ends. */
await runProgram(async ({ config }) => {
  if (!config.databaseUrl)
    throw new InvalidConfig(
      'flint migrate needs DATABASE_URL, the PostgreSQL that is to be brought up to date.',
    )
  const applied = await migrate(config.databaseUrl)
  console.log(applied.length === 0 ? 'Nothing to do.' : `Applied ${applied.join(', ')}.`)
  process.exit(0)
})
