import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { modifierCalls } from './modifier-calls.fixture.ts'

const server = await startTestServer()
const { call } = server
const { aGroup, aSet, refused } = modifierCalls(server)
const path = '/v1/modifier-groups'
const unknown = `${path}/mg_01J00000000000000000000000`
const one = [{ name: 'One' }]

const change = async (id: string, body: object) => (await call('PATCH', `${path}/${id}`, { body })).data
const namesOf = (group: { modifiers: { name: string }[] }) => group.modifiers.map(({ name }) => name)

describe('createModifierGroup', () => {
  it('201: a list, in order, with what was left out filled in', async () => {
    const { modifier_group_id, created_at, updated_at, modifiers, ...rest } = await aGroup({
      name: ' Milk ',
      min_selections: 1,
      max_selections: 2,
    })
    assert.match(modifier_group_id, /^mg_[0-9A-Z]{26}$/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(rest, {
      name: 'Milk',
      modifier_group_type: 'list',
      status: 'active',
      required: true,
      min_selections: 1,
      max_selections: 2,
      allow_quantity: false,
      max_text_length: null,
      currency: 'USD',
      metadata: {},
      version: 1,
    })
    const { modifier_id, ...first } = modifiers[0]
    assert.match(modifier_id, /^mod_[0-9A-Z]{26}$/)
    assert.deepEqual(first, {
      name: 'Whole',
      price_delta_money: null,
      status: 'active',
      sku: null,
      position: 0,
      show_on_receipt: true,
      show_on_fulfillment: true,
      metadata: {},
    })
    assert.deepEqual([modifiers[1].price_delta_money, modifiers[1].position], [usd(50), 1])
  })

  it('201: takes everything that a modifier can have; positions sort', async () => {
    const full = {
      name: 'Less',
      price_delta_money: usd(-30),
      status: 'archived',
      sku: 'LESS',
      position: 5,
      show_on_receipt: false,
      show_on_fulfillment: false,
      metadata: { shelf: '3' },
    }
    const { modifiers, allow_quantity } = await aGroup({
      allow_quantity: true,
      modifiers: [full, { name: 'More', position: 2 }],
      metadata: { menu: 'summer' },
    })
    assert.equal(allow_quantity, true)
    assert.equal(modifiers[0].name, 'More')
    const { modifier_id, ...kept } = modifiers[1]
    assert.ok(modifier_id)
    assert.deepEqual(kept, { ...full, position: 1 })
  })

  it('201: a text', async () => {
    const body = { name: 'Engraving', modifier_group_type: 'text', required: true, max_text_length: 30 }
    const { data } = await call('POST', path, { body })
    assert.deepEqual(
      [data.required, data.min_selections, data.max_selections, data.max_text_length, data.modifiers],
      [true, 0, 1, 30, []],
    )
  })

  it('201: a minimum for those who choose at all', async () => {
    const group = await aGroup({ min_selections: 2, required: false })
    assert.deepEqual([group.required, group.min_selections], [false, 2])
  })

  for (const [what, body, code, param] of [
    ['no name', { modifiers: one }, 'FIELD_REQUIRED', 'name'],
    ['an empty name', { name: ' ', modifiers: one }, 'INVALID_MODIFIER_GROUP', 'name'],
    [
      'another type',
      { name: 'A', modifier_group_type: 'slider' },
      'INVALID_MODIFIER_GROUP_TYPE',
      'modifier_group_type',
    ],
    ['a list without modifiers', { name: 'A' }, 'MODIFIERS_REQUIRED', 'modifiers'],
    ['an empty list', { name: 'A', modifiers: [] }, 'MODIFIERS_REQUIRED', 'modifiers'],
    ['a nameless modifier', { name: 'A', modifiers: [{}] }, 'FIELD_REQUIRED', 'modifiers[0].name'],
    [
      'an empty name inside',
      { name: 'A', modifiers: [{ name: '' }] },
      'INVALID_MODIFIER',
      'modifiers[0].name',
    ],
    [
      'a modifier of another status',
      { name: 'A', modifiers: [{ name: 'B', status: 'gone' }] },
      'INVALID_MODIFIER_STATUS',
      'modifiers[0].status',
    ],
    [
      'a price that is no whole number',
      { name: 'A', modifiers: [{ name: 'B', price_delta_money: usd(0.5) }] },
      'INVALID_AMOUNT',
      'modifiers[0].price_delta_money.amount',
    ],
    [
      'a currency that is none',
      { name: 'A', modifiers: [{ name: 'B', price_delta_money: { amount: 1, currency: 'ZZZ' } }] },
      'UNSUPPORTED_CURRENCY',
      'modifiers[0].price_delta_money.currency',
    ],
    [
      'more than can be chosen',
      { name: 'A', modifiers: one, min_selections: 2 },
      'INVALID_MODIFIER_GROUP',
      'min_selections',
    ],
    [
      'a minimum above the maximum',
      { name: 'A', modifiers: one, allow_quantity: true, min_selections: 3, max_selections: 2 },
      'INVALID_MODIFIER_GROUP',
      'min_selections',
    ],
    [
      'modifiers of a text',
      { name: 'A', modifier_group_type: 'text', modifiers: one },
      'INVALID_MODIFIER_GROUP',
      'modifiers',
    ],
    [
      'the length of a list',
      { name: 'A', modifiers: one, max_text_length: 5 },
      'INVALID_MODIFIER_GROUP',
      'max_text_length',
    ],
    ['too many', { name: 'A', modifiers: Array(201).fill(one[0]) }, 'INVALID_MODIFIER_GROUP', 'modifiers'],
  ] as const)
    it(`400 ${code}: ${what}`, () => refused('POST', path, body, [400, code, param]))

  it('409 MODIFIER_CURRENCY_MISMATCH: two currencies', () =>
    refused(
      'POST',
      path,
      {
        name: 'A',
        modifiers: [
          { name: 'B', price_delta_money: usd(1) },
          { name: 'C', price_delta_money: { amount: 1, currency: 'EUR' } },
        ],
      },
      [409, 'MODIFIER_CURRENCY_MISMATCH', 'modifiers[1].price_delta_money.currency'],
    ))
})

describe('getModifierGroup', () => {
  it('200', async () => {
    const group = await aGroup()
    assert.deepEqual((await call('GET', `${path}/${group.modifier_group_id}`)).data, group)
  })

  it('404 RESOURCE_NOT_FOUND', () =>
    refused('GET', unknown, undefined, [404, 'RESOURCE_NOT_FOUND', 'modifier_group_id']))
})

describe('updateModifierGroup', () => {
  it('200: what is named changes, the rest stays', async () => {
    const group = await aGroup({ metadata: { keep: '1', drop: '2' } })
    const after = await change(group.modifier_group_id, {
      name: 'Which milk',
      max_selections: 1,
      metadata: { drop: null },
      expected_version: 1,
    })
    assert.deepEqual(after, {
      ...group,
      name: 'Which milk',
      max_selections: 1,
      metadata: { keep: '1' },
      version: 2,
      updated_at: after.updated_at,
    })
  })

  it('200: the list is replaced; a known modifier keeps its id and what is not said of it', async () => {
    const group = await aGroup()
    const [whole, oat] = group.modifiers
    const after = await change(group.modifier_group_id, {
      modifiers: [{ name: 'Soy' }, { modifier_id: oat.modifier_id, name: 'Oat milk' }],
    })
    assert.deepEqual(namesOf(after), ['Soy', 'Oat milk'])
    assert.deepEqual(after.modifiers[1], { ...oat, name: 'Oat milk', position: 1 })
    // The one that is gone can be known no more, the one that stayed can.
    const order = (modifier_id: string) =>
      call('POST', '/v1/orders', {
        body: {
          line_items: [{ name: 'Coffee', unit_price_money: usd(300), modifiers: [{ modifier_id }] }],
        },
      })
    assert.equal((await order(oat.modifier_id)).status, 201)
    assert.equal((await order(whole.modifier_id)).error?.code, 'INVALID_MODIFIER')
  })

  it('200: archived and back', async () => {
    const { modifier_group_id } = await aGroup()
    assert.equal((await change(modifier_group_id, { status: 'archived' })).status, 'archived')
    assert.equal((await change(modifier_group_id, { status: 'active' })).status, 'active')
  })

  it('400 INVALID_MODIFIER: a modifier of another group, or one that is listed twice', async () => {
    const [group, other] = [await aGroup(), await aGroup()]
    const to = `${path}/${group.modifier_group_id}`
    const { modifier_id } = group.modifiers[0]
    await refused('PATCH', to, { modifiers: [{ modifier_id: other.modifiers[0].modifier_id }] }, [
      400,
      'INVALID_MODIFIER',
      'modifiers[0].modifier_id',
    ])
    await refused('PATCH', to, { modifiers: [{ modifier_id }, { modifier_id }] }, [
      400,
      'INVALID_MODIFIER',
      'modifiers[1].modifier_id',
    ])
    await refused('PATCH', to, { modifiers: [{ sku: 'A' }] }, [400, 'FIELD_REQUIRED', 'modifiers[0].name'])
  })

  it('400: nothing to change, a status that is none, the type, an empty list', async () => {
    const to = `${path}/${(await aGroup()).modifier_group_id}`
    await refused('PATCH', to, { expected_version: 1 }, [400, 'NO_FIELDS_TO_UPDATE'])
    await refused('PATCH', to, { status: 'gone' }, [400, 'INVALID_MODIFIER_GROUP_STATUS', 'status'])
    await refused('PATCH', to, { modifier_group_type: 'text' }, [400, 'UNKNOWN_FIELD'])
    await refused('PATCH', to, { modifiers: [] }, [400, 'MODIFIERS_REQUIRED', 'modifiers'])
    await refused('PATCH', to, { name: 'A', expected_version: 0 }, [400, 'INVALID_EXPECTED_VERSION'])
  })

  it('409 MODIFIER_GROUP_CHANGED: of two writers that read one version, the second', async () => {
    const to = `${path}/${(await aGroup()).modifier_group_id}`
    const answers = await Promise.all(
      ['A', 'B'].map((name) => call('PATCH', to, { body: { name, expected_version: 1 } })),
    )
    const [winner, loser] = answers.toSorted((first, second) => first.status - second.status)
    assert.equal(winner!.status, 200)
    assert.deepEqual(
      [loser!.status, loser!.error?.code, loser!.error?.['current_version']],
      [409, 'MODIFIER_GROUP_CHANGED', 2],
    )
  })

  it('409 MODIFIER_CURRENCY_MISMATCH: a set has it beside groups in another currency', async () => {
    const [group, other] = [await aGroup(), await aGroup()]
    await aSet([group.modifier_group_id, other.modifier_group_id])
    const inEuro = { modifiers: [{ name: 'A', price_delta_money: { amount: 1, currency: 'EUR' } }] }
    await refused('PATCH', `${path}/${group.modifier_group_id}`, inEuro, [
      409,
      'MODIFIER_CURRENCY_MISMATCH',
      'modifiers',
    ])
    const free = await change(other.modifier_group_id, { modifiers: [{ name: 'Free' }] })
    assert.equal(free.currency, null)
    assert.equal((await change(group.modifier_group_id, inEuro)).currency, 'EUR')
  })

  it('two groups of one set never end in two currencies, even when both change at once', async () => {
    const groups = [await aGroup({ modifiers: one }), await aGroup({ modifiers: one })]
    await aSet(groups.map((group) => group.modifier_group_id))
    const answers = await Promise.all(
      ['EUR', 'USD'].map((currency, index) =>
        call('PATCH', `${path}/${groups[index].modifier_group_id}`, {
          body: { modifiers: [{ name: 'A', price_delta_money: { amount: 1, currency } }] },
        }),
      ),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  })

  it('404 RESOURCE_NOT_FOUND', () => refused('PATCH', unknown, { name: 'A' }, [404, 'RESOURCE_NOT_FOUND']))
})

describe('deleteModifierGroup', () => {
  it('200: archived, once', async () => {
    const to = `${path}/${(await aGroup()).modifier_group_id}`
    const { data } = await call('DELETE', `${to}?expected_version=1`)
    assert.deepEqual([data.status, data.version], ['archived', 2])
    assert.deepEqual((await call('DELETE', to)).data, data)
  })

  it('409 MODIFIER_GROUP_CHANGED', async () =>
    refused('DELETE', `${path}/${(await aGroup()).modifier_group_id}?expected_version=3`, undefined, [
      409,
      'MODIFIER_GROUP_CHANGED',
    ]))

  it('404 RESOURCE_NOT_FOUND', () => refused('DELETE', unknown, undefined, [404, 'RESOURCE_NOT_FOUND']))
})

describe('listModifierGroups', () => {
  it('200: newest first, page by page', async () => {
    const [first, second] = [await aGroup(), await aGroup()]
    const page = await call('GET', `${path}?page_size=1`)
    assert.deepEqual(page.data, [second])
    const next = await call('GET', `${path}?page_size=1&page_token=${page.json['next_page_token']}`)
    assert.deepEqual(next.data, [first])
  })

  it('200: by type, status and text, sorted by name', async () => {
    for (const name of ['Zz words b', 'Zz words a'])
      await call('POST', path, { body: { name, modifier_group_type: 'text' } })
    const { data } = await call(
      'GET',
      `${path}?modifier_group_type=text&status=active&query=zz%20W&sort_by=name&sort_direction=asc`,
    )
    assert.deepEqual(
      data.map((group: { name: string }) => group.name),
      ['Zz words a', 'Zz words b'],
    )
    assert.deepEqual((await call('GET', `${path}?query=${data[0].modifier_group_id}`)).data, [data[0]])
  })

  it('400: a status or type that is none', async () => {
    await refused('GET', `${path}?status=gone`, undefined, [400, 'INVALID_MODIFIER_GROUP_STATUS'])
    await refused('GET', `${path}?modifier_group_type=x`, undefined, [400, 'INVALID_MODIFIER_GROUP_TYPE'])
  })
})
