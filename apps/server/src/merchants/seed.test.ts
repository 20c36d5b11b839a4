import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { freshDatabase } from '../../../../test/support/database.ts'
import { readConfig } from '../platform/config/config.ts'
import { jsonLogger } from '../platform/log/logger.ts'
import { openServices } from '../platform/services.ts'
import { seed } from './seed.ts'

const secret = 'c'.repeat(64)

/** Services of one node over this database. */
const aNode = async (url: string, env: Record<string, string> = {}) => {
  const config = readConfig({ FLINT_SECRET: secret, ...env })
  const services = await openServices(config, url, { log: jsonLogger('silent') })
  after(() => services.db.close())
  return services
}

const anEmptyDatabase = async () => (await freshDatabase()).url

describe('seed', () => {
  it('makes one merchant with one sandbox, however many nodes start at once', async () => {
    const url = await anEmptyDatabase()
    const nodes = await Promise.all(Array.from({ length: 6 }, () => aNode(url)))
    const seeded = await Promise.all(nodes.map(seed))
    assert.equal(new Set(seeded.map((one) => JSON.stringify(one))).size, 1)
    const { rows } = await nodes[0]!.db.query(
      `SELECT (SELECT count(*) FROM merchants) AS merchants, (SELECT count(*) FROM environments) AS environments,
              (SELECT count(*) FROM api_keys) AS keys`,
    )
    assert.deepEqual(rows, [{ merchants: 1, environments: 2, keys: 3 }])
  })

  it('shows the first sandbox key at every start, until it is revoked', async () => {
    const node = await aNode(await anEmptyDatabase())
    const { sandboxKey } = await seed(node)
    assert.match(sandboxKey!, /^flint_test_[0-9a-f]{64}$/)
    assert.equal((await seed(node)).sandboxKey, sandboxKey)
    await node.db.query(`UPDATE api_keys SET status = 'revoked'`)
    assert.equal((await seed(node)).sandboxKey, null)
  })

  it('shows a key for the Flowlix API at every start, until it is revoked', async () => {
    const node = await aNode(await anEmptyDatabase())
    const { flowlixKey } = await seed(node)
    assert.match(flowlixKey!, /^fl_test_sk_[0-9a-f]{32}$/)
    assert.equal((await seed(node)).flowlixKey, flowlixKey)
    await node.db.query(`UPDATE api_keys SET status = 'revoked'`)
    assert.equal((await seed(node)).flowlixKey, null)
  })

  it('shows a live key on a laptop at every start, until it is revoked', async () => {
    const node = await aNode(await anEmptyDatabase())
    const { liveKey } = await seed(node)
    assert.match(liveKey!, /^flint_live_[0-9a-f]{64}$/)
    assert.equal((await seed(node)).liveKey, liveKey)
    await node.db.query(`UPDATE api_keys SET status = 'revoked'`)
    assert.equal((await seed(node)).liveKey, null)
  })

  it('makes up no live key where others can reach the server or its database', async () => {
    const reachable: Record<string, string>[] = [
      { DATABASE_URL: 'postgres://flint@127.0.0.1/flint' },
      { HOST: '0.0.0.0' },
      { FLINT_PUBLIC_URL: 'https://pay.example.com' },
    ]
    for (const env of reachable) {
      const node = await aNode(await anEmptyDatabase(), env)
      assert.equal((await seed(node)).liveKey, null)
      const { rows } = await node.db.query(`SELECT name FROM api_keys ORDER BY name`)
      assert.deepEqual(rows, [{ name: 'First Flowlix sandbox key' }, { name: 'First sandbox key' }])
    }
  })

  it('installs the keys that it is given, beside those that are there', async () => {
    const url = await anEmptyDatabase()
    const first = await seed(await aNode(url))
    const given = {
      FLINT_TEST_KEY: `flint_test_${'d'.repeat(64)}`,
      FLINT_LIVE_KEY: `flint_live_${'e'.repeat(64)}`,
      FLOWLIX_TEST_KEY: `fl_test_sk_${'F'.repeat(32)}`,
      FLOWLIX_LIVE_KEY: `api_live_sk_${'G'.repeat(32)}`,
    }
    const node = await aNode(url, given)
    const second = await seed(node)
    assert.deepEqual(second, {
      ...first,
      sandboxKey: given.FLINT_TEST_KEY,
      liveKey: given.FLINT_LIVE_KEY,
      flowlixKey: given.FLOWLIX_TEST_KEY,
    })
    const { rows } = await node.db.query(
      `SELECT k.name, dialect, mode FROM api_keys k JOIN environments USING (environment_id)`,
    )
    assert.deepEqual(rows.map(({ name, dialect, mode }) => `${name}: ${dialect}, ${mode}`).toSorted(), [
      'FLINT_LIVE_KEY: flint, live',
      'FLINT_TEST_KEY: flint, test',
      'FLOWLIX_LIVE_KEY: flowlix_c, live',
      'FLOWLIX_TEST_KEY: flowlix_a, test',
      'First Flowlix sandbox key: flowlix_a, test',
      'First live key: flint, live',
      'First sandbox key: flint, test',
    ])
  })
})
