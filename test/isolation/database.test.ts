import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import type { Statement } from '../../apps/server/src/platform/db/statement.ts'
import { aConsumer } from '../../apps/server/src/webhooks/a-consumer.fixture.ts'
import { startTestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { aFullSandbox } from '../support/a-full-sandbox.ts'
import { isBound, legsOf } from './statement-legs.ts'

/*
 * Isolation and distribution by one column: environment_id leads every key, and every leg of every statement names it.
 * Decision: docs/decisions/0002-one-statement-per-effect.md.
 */
const server = await startTestServer()
const { db } = server.services

/** Who there is, and what the program knows about itself: these belong to no environment. */
const controlTables = new Set([
  'installation',
  'merchants',
  'merchant_accounts',
  'merchant_documents',
  'merchant_decisions',
  'environments',
  'api_keys',
  'users',
  'memberships',
  'email_codes',
  'sign_in_links',
  'dashboard_sessions',
  'invitations',
  'onboarding_sessions',
  'initial_api_keys',
  'migrations',
  'rate_limit_buckets',
  'rate_limit_windows',
])

/** The worker's look at what is due, over all environments; what it finds is then changed under its own environment. */
const overAllEnvironments = new Set([
  'take_due_timers',
  'refile_timers',
  'refile_webhook_deliveries',
  'refile_flowlix_notices',
  'delete_outdated_idempotency_keys',
  'delete_outdated_card_tokens',
  'delete_outdated_request_logs',
  'delete_outdated_request_log_blocks',
  'delete_outdated_emails',
  'delete_full_buckets',
  'delete_old_windows',
  'delete_outdated_call_counts',
  'delete_outdated_alerts',
  'delete_outdated_flowlix_notices',
  'find_active_environments',
  'measure_environments',
  'add_call_counts',
  'fan_out_events',
  'find_due_lanes',
  'find_due_flowlix_lanes',
  'take_due_emails',
  // A buyer brings the id of a link and nothing else.
  'find_environment_of_payment_link',
])

let businessTables: Set<string>
const used = new Map<string, string>()

before(async () => {
  const { rows } = await db.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  )
  businessTables = new Set(rows.map((row) => row.name).filter((name) => !controlTables.has(name)))
  collectStatements()
  const consumer = await aConsumer()
  const sandbox = await aFullSandbox(server, server.sandboxKey, 'statements', consumer.url)
  for (const list of ['orders', 'payment-intents', 'refunds', 'checkout-sessions', 'webhook-events'])
    await server.call('GET', `/v1/${list}?sort_direction=asc&page_size=1`)
  for (const list of ['products', 'bundles'])
    await server.call('GET', `/v1/${list}?sku=a&category_handle=b&query=c&sort_by=name`)
  await server.call('GET', `/v1/orders/${sandbox.ids['order_id']}`)
  server.clock.advance(31 * 60_000)
  const worker = server.startWorker()
  await waitFor('everything is delivered', async () => {
    const { rows: open } = await db.query(
      `SELECT 1 FROM event_outbox UNION ALL SELECT 1 FROM webhook_deliveries WHERE status = 'pending'
       UNION ALL SELECT 1 FROM flowlix_notices WHERE status = 'pending' LIMIT 1`,
    )
    return open.length === 0
  })
  await worker.stop()
})

/** Every statement that goes through the database, by its name, while this file runs. */
const collectStatements = () => {
  const { run, withConnection } = db
  const keep = ({ name, text }: Statement) => used.set(name, text)
  db.run = (statement) => {
    keep(statement)
    return run(statement)
  }
  db.withConnection = (steps) =>
    withConnection((connection) =>
      steps({
        ...connection,
        send: (statement) => {
          keep(statement)
          return connection.send(statement)
        },
      }),
    )
}

/** Those that the sources name, whether or not they were used: most are one literal. */
const writtenStatements = (): Map<string, string> => {
  const source = join(import.meta.dirname, '..', '..', 'apps', 'server', 'src')
  const found = new Map<string, string>()
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || /\.(test|fixture)\.ts$/.test(file)) continue
    const text = readFileSync(join(source, file), 'utf8')
    const pattern =
      /(?:\b(?:findOne|findMany|write|writeAny)(?:<[^(]*>)?\(\s*|name: )['`]([a-z_]+)['`],\s*(?:text: )?(?:`([^`]*)`|'([^']*)')/g
    for (const match of text.matchAll(pattern)) found.set(match[1]!, match[2] ?? match[3]!)
  }
  return found
}

const unboundLegs = (statements: Map<string, string>) =>
  [...statements]
    .filter(([name]) => !overAllEnvironments.has(name))
    .flatMap(([name, text]) =>
      legsOf(text, businessTables)
        .filter((leg) => !isBound(leg))
        .map((leg) => `${name}: ${leg.text}`),
    )

describe('every business table', () => {
  it('has environment_id, never null', async () => {
    const { rows } = await db.query(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'environment_id' AND is_nullable = 'NO'`,
    )
    const having = new Set(rows.map((row) => row.name))
    assert.deepEqual(
      [...businessTables].filter((name) => !having.has(name)),
      [],
    )
    assert.ok(businessTables.size >= 15)
  })

  it('is led by it in its primary key, unique keys and exclusions', async () => {
    const { rows } = await db.query(
      `SELECT t.relname AS name, i.indexrelid::regclass::text AS index, i.indisprimary AS "isPrimary",
              (SELECT attname FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = i.indkey[0]) AS first
       FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
       WHERE t.relnamespace = 'public'::regnamespace AND (i.indisunique OR i.indisexclusion)`,
    )
    const keys = rows.filter(({ name }) => businessTables.has(name))
    assert.deepEqual(
      keys.filter(({ first }) => first !== 'environment_id'),
      [],
    )
    const withPrimary = new Set(keys.filter(({ isPrimary }) => isPrimary).map(({ name }) => name))
    assert.deepEqual(withPrimary, businessTables)
  })

  it('refers to others by it first', async () => {
    const { rows } = await db.query(
      `SELECT c.conrelid::regclass::text AS name, c.conname,
              (SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1]) AS first,
              (SELECT attname FROM pg_attribute WHERE attrelid = c.confrelid AND attnum = c.confkey[1]) AS referred
       FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`,
    )
    const keys = rows.filter(({ name }) => businessTables.has(name))
    assert.ok(keys.length >= 7)
    assert.deepEqual(
      keys.filter(({ first, referred }) => first !== 'environment_id' || referred !== 'environment_id'),
      [],
    )
  })
})

describe('every statement', () => {
  it('that was used names environment_id in each leg', () => {
    assert.ok(used.size >= 40, `only ${used.size} were seen`)
    assert.deepEqual(unboundLegs(used), [])
  })

  it('that the sources hold names environment_id in each leg', () => {
    const written = writtenStatements()
    assert.ok(written.size >= 50, `only ${written.size} were found`)
    assert.deepEqual(unboundLegs(written), [])
    assert.deepEqual(
      [...overAllEnvironments].filter((name) => !written.has(name) && !used.has(name)),
      [],
      'exceptions that are gone',
    )
  })
})
