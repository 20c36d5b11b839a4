import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isBound, legsOf } from './statement-legs.ts'

const tables = new Set(['orders', 'refunds', 'events'])
const unbound = (sql: string) => legsOf(sql, tables).filter((leg) => !isBound(leg)).length

describe('legs that do not name the environment', () => {
  const cases: [sql: string, unbound: number][] = [
    ['SELECT 1 FROM orders WHERE environment_id = $1 AND order_id = $2 FOR UPDATE', 0],
    ['SELECT 1 FROM orders WHERE order_id = $1', 1],
    // Naming it among the columns is not a condition.
    ['SELECT environment_id FROM orders WHERE order_id = $1', 1],
    [
      'SELECT 1 FROM orders o JOIN refunds r ON r.environment_id = o.environment_id WHERE o.environment_id = $1',
      0,
    ],
    ['SELECT 1 FROM orders o JOIN refunds r ON r.order_id = o.order_id WHERE o.environment_id = $1', 1],
    ['SELECT (SELECT max(x) FROM refunds WHERE order_id = $2) FROM orders WHERE environment_id = $1', 1],
    ['WITH p AS (UPDATE orders SET total = 1 WHERE order_id = $1 RETURNING 1) SELECT count(*) FROM p', 1],
    ['INSERT INTO events (environment_id, event_id) SELECT $1, $2 WHERE EXISTS (SELECT 1 FROM orders)', 1],
    ['INSERT INTO events (environment_id, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', 0],
    ['INSERT INTO events (event_id) VALUES ($1)', 1],
    [
      'DELETE FROM refunds WHERE environment_id = $1 AND (a, b) IN (SELECT * FROM unnest($2::text[], $3::text[]))',
      0,
    ],
    ['SELECT 1 FROM orders WHERE environment_id = $1 UNION ALL SELECT 1 FROM refunds', 1],
  ]
  for (const [sql, expected] of cases) it(sql, () => assert.equal(unbound(sql), expected))
})
