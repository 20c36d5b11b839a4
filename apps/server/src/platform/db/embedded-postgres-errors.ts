/** Another live Flint works on this data folder. The program says so and exits with 2. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse'
  readonly dataDir: string

  constructor(dataDir: string, holder: string | undefined) {
    super(
      `The data folder ${dataDir} is in use by another running Flint${holder ? ` (process ${holder})` : ''}. ` +
        'Stop that one, or set FLINT_DATA_DIR to another folder.',
    )
    this.dataDir = dataDir
  }
}

/** The embedded database cannot run here; the message says what was tried and what to do instead. */
export class EmbeddedPostgresUnavailable extends Error {
  override readonly name = 'EmbeddedPostgresUnavailable'

  constructor(reason: string, options?: ErrorOptions) {
    super(
      `The embedded PostgreSQL cannot run here: ${reason}\n` +
        'To use a PostgreSQL of your own (15 or newer), set DATABASE_URL, for example ' +
        'DATABASE_URL=postgres://user:password@127.0.0.1:5432/flint',
      options,
    )
  }
}
