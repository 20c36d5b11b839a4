import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { environmentOf } from '../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { findModifierSet } from './queries.ts'
import { modifierCalls } from './routes/modifier-calls.fixture.ts'
import { findModifiersToSell } from './sellable-query.ts'

const server = await startTestServer()
const { db } = server.services
const { aGroup, aSet } = modifierCalls(server)
const environmentId = await environmentOf(server.services, server.seeded.sandboxId)
const ctx = { environmentId } as Parameters<typeof findModifiersToSell>[0]
const other = { environmentId: (await server.anotherSandbox()).environmentId } as typeof ctx

const groupIds = (sellable: { groups: readonly { modifierGroupId: string }[] }) =>
  sellable.groups.map(({ modifierGroupId }) => modifierGroupId).sort()

describe('findModifiersToSell', async () => {
  const [inSet, alone] = [await aGroup(), await aGroup()]
  const set = await aSet([inSet.modifier_group_id])
  const [first] = alone.modifiers
  await db.query(
    `INSERT INTO products (environment_id, product_id, product_type, status, name, modifier_set_id, version, document, created_at, updated_at)
     VALUES ($1, 'prod_with', 'physical', 'active', 'A', $2, 1, '{}', now(), now()),
            ($1, 'prod_without', 'physical', 'active', 'B', NULL, 1, '{}', now(), now())`,
    [ctx.environmentId, set.modifier_set_id],
  )
  await db.query(
    `INSERT INTO product_variants (environment_id, variant_id, product_id, status, position, version, document, created_at, updated_at)
     VALUES ($1, 'var_with', 'prod_with', 'active', 0, 1, '{}', now(), now()),
            ($1, 'var_without', 'prod_without', 'active', 0, 1, '{}', now(), now())`,
    [ctx.environmentId],
  )

  it('finds nothing for nothing', async () => {
    assert.deepEqual(await db.run(findModifiersToSell(ctx, { modifierIds: [] })), {
      sets: [],
      groups: [],
      setIdByVariant: {},
    })
  })

  it('finds sets with their groups, by id', async () => {
    const found = await db.run(findModifiersToSell(ctx, { setIds: [set.modifier_set_id], modifierIds: [] }))
    assert.equal(found.sets[0]!.modifierSetId, set.modifier_set_id)
    assert.deepEqual(groupIds(found), [inSet.modifier_group_id])
  })

  it('finds the sets of variants', async () => {
    const found = await db.run(
      findModifiersToSell(ctx, { variantIds: ['var_with', 'var_without', 'var_unknown'], modifierIds: [] }),
    )
    assert.deepEqual(found.setIdByVariant, { var_with: set.modifier_set_id })
    assert.equal(found.sets.length, 1)
    assert.deepEqual(groupIds(found), [inSet.modifier_group_id])
  })

  it('finds the groups of single modifiers, each once', async () => {
    const found = await db.run(
      findModifiersToSell(ctx, {
        setIds: [set.modifier_set_id],
        modifierIds: [first.modifier_id, inSet.modifiers[0].modifier_id, 'mod_unknown'],
      }),
    )
    assert.deepEqual(groupIds(found), [inSet.modifier_group_id, alone.modifier_group_id].sort())
  })

  it('finds nothing of another environment', async () => {
    const asked = {
      setIds: [set.modifier_set_id],
      variantIds: ['var_with'],
      modifierIds: [first.modifier_id],
    }
    assert.deepEqual(await db.run(findModifiersToSell(other, asked)), {
      sets: [],
      groups: [],
      setIdByVariant: {},
    })
    assert.equal(await db.run(findModifierSet(other, set.modifier_set_id)), null)
    assert.equal((await db.run(findModifierSet(ctx, set.modifier_set_id)))?.status, 'active')
  })
})
