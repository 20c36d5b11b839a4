import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { addKey, environmentOf } from '../../../../../test/support/add-key.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { buildApp } from '../../app.ts'
import { lastUse } from './last-use.ts'

const server = await startTestServer()
const { db } = server.services
const environmentId = await environmentOf(server.services, server.seeded.sandboxId)
const startMs = server.clock.nowMs()
const minutes = (count: number) => startMs + count * 60_000
const aKey = () => addKey(server.services, environmentId)

const storedOf = async (apiKeyId: string): Promise<number | null> => {
  const { rows } = await db.query('SELECT last_used_at FROM api_keys WHERE api_key_id = $1', [apiKeyId])
  return rows[0].last_used_at === null ? null : Date.parse(rows[0].last_used_at)
}

/** Notes these uses of keys whose stored values are these, and closes. */
const afterUses = async (
  uses: readonly (readonly [apiKeyId: string, lastUsedMs: number | null, nowMs: number])[],
) => {
  const noted = lastUse(server.services)
  for (const [apiKeyId, lastUsedMs, nowMs] of uses) noted.note({ apiKeyId, lastUsedMs }, nowMs)
  await noted.close()
}

describe('lastUse', () => {
  it('writes the latest use of each key, on close', async () => {
    const [one, two] = [await aKey(), await aKey()]
    await afterUses([
      [one.apiKeyId, null, minutes(0)],
      [two.apiKeyId, null, minutes(1)],
      [one.apiKeyId, null, minutes(2)],
    ])
    assert.deepEqual([await storedOf(one.apiKeyId), await storedOf(two.apiKeyId)], [minutes(2), minutes(1)])
  })

  it('leaves a value that is younger than a minute, here and on other nodes', async () => {
    const { apiKeyId } = await aKey()
    await afterUses([[apiKeyId, null, minutes(1)]])
    // As this process read it, and as another node has written it since.
    await afterUses([[apiKeyId, minutes(1), minutes(1.9)]])
    await afterUses([[apiKeyId, null, minutes(1.9)]])
    assert.equal(await storedOf(apiKeyId), minutes(1))
    await afterUses([[apiKeyId, minutes(1), minutes(2)]])
    assert.equal(await storedOf(apiKeyId), minutes(2))
  })

  it('never goes back', async () => {
    const { apiKeyId } = await aKey()
    await afterUses([[apiKeyId, null, minutes(5)]])
    await afterUses([[apiKeyId, null, minutes(3)]])
    assert.equal(await storedOf(apiKeyId), minutes(5))
  })

  it('writes by itself every few seconds', async () => {
    const { apiKeyId } = await aKey()
    const uses = lastUse(server.services, 5)
    uses.note({ apiKeyId, lastUsedMs: null }, minutes(1))
    await waitFor('it is written', async () => (await storedOf(apiKeyId)) === minutes(1))
    await uses.close()
  })

  it('counts calls that the key let in, and no others; the app writes them when it closes', async () => {
    const [good, expired] = [
      await aKey(),
      await addKey(server.services, environmentId, { expiresAt: '2020-01-01T00:00:00Z' }),
    ]
    const app = await buildApp(server.services)
    const call = (key: string) =>
      app.inject({ url: '/v1/orders', headers: { authorization: `Bearer ${key}` } })
    assert.equal((await call(good.key)).statusCode, 200)
    assert.equal((await call(expired.key)).statusCode, 401)
    await app.close()
    assert.notEqual(await storedOf(good.apiKeyId), null)
    assert.equal(await storedOf(expired.apiKeyId), null)
  })

  it('survives a database that cannot be written', async () => {
    const failing = {
      db: { ...db, run: async () => Promise.reject(new Error('down')) },
      log: server.services.log,
    }
    const uses = lastUse(failing)
    uses.note({ apiKeyId: 'key_1', lastUsedMs: null }, minutes(1))
    await uses.close()
    assert.match(server.logLines.join(), /last uses of API keys could not be written/)
  })
})
