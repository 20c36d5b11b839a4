/**
 * The server settings of the embedded database: many short transactions on a small machine, often a laptop.
 * They are given on the command line, so a newer Flint brings its settings to an existing data folder.
 */

/** Name, value. Each line says why it differs from PostgreSQL's own default. */
const settings: Record<string, string> = {
  // Enough for a working set of some hundred thousand orders; the kernel's cache holds the rest.
  shared_buffers: '128MB',
  // What we read is in memory, so worker processes for reading cost more than they bring, also at start.
  io_method: 'sync',
  // Solid state disks: an index look-up costs about what a sequential page does.
  random_page_cost: '1.1',
  // No statement of ours runs long enough to win back what compiling or a second process costs.
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  // Nobody subscribes to it; saves a process.
  max_logical_replication_workers: '0',
  // Keeps enough write-ahead files to recycle: making a new one in the middle of a burst is a pause.
  min_wal_size: '256MB',
  max_wal_size: '1GB',
  // Fewer checkpoints, so fewer full-page images; recovery after a kill stays within seconds at this size.
  checkpoint_timeout: '15min',
  // Timers, outbox and idempotency rows turn over quickly: clean early and little rather than late and much.
  autovacuum_naptime: '15s',
  autovacuum_vacuum_scale_factor: '0.05',
  autovacuum_analyze_scale_factor: '0.05',
  // Times leave the database as UTC whatever the machine's zone.
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Our own log says what matters; checkpoints of a healthy server are noise.
  log_checkpoints: 'off',
  log_line_prefix: '%m ',
  lc_messages: 'C',
}

/** An acknowledged transaction is on the disk. These are PostgreSQL's defaults, spelt out since money depends on them. */
const durableSettings: Record<string, string> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
}

/** For tests that throw their data away: nothing waits for the disk. */
const disposableSettings: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Several test files, each with pools of its own, share one server.
  max_connections: '300',
}

/** @returns Arguments for `postgres`: `-c name=value` for each setting. */
export function serverArguments(durable: boolean, listening: Record<string, string>): string[] {
  const all = { ...settings, ...(durable ? durableSettings : disposableSettings), ...listening }
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
