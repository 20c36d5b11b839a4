import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { modifierCalls } from './modifier-calls.fixture.ts'

const server = await startTestServer()
const { call } = server
const { aGroup, aSet, refused } = modifierCalls(server)
const path = '/v1/modifier-sets'
const unknown = `${path}/ms_01J00000000000000000000000`
const inEuro = { modifiers: [{ name: 'A', price_delta_money: { amount: 1, currency: 'EUR' } }] }

const idOf = async (body: object = {}): Promise<string> => (await aGroup(body)).modifier_group_id
const aNote = () => idOf({ modifier_group_type: 'text', modifiers: undefined })
const change = async (id: string, body: object) => (await call('PATCH', `${path}/${id}`, { body })).data

describe('createModifierSet', () => {
  it('201: groups in order, each as it says itself unless told otherwise', async () => {
    const [milk, note] = [await idOf(), await aNote()]
    const { status, data } = await call('POST', path, {
      body: {
        name: ' Coffee ',
        modifier_groups: [
          { modifier_group_id: note, required: true },
          { modifier_group_id: milk, min_selections: 1, max_selections: 1 },
        ],
        metadata: { menu: 'summer' },
      },
    })
    assert.equal(status, 201)
    const { modifier_set_id, created_at, updated_at, ...rest } = data
    assert.match(modifier_set_id, /^ms_[0-9A-Z]{26}$/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(rest, {
      name: 'Coffee',
      status: 'active',
      modifier_groups: [
        { modifier_group_id: note, position: 0, required: true, min_selections: null, max_selections: null },
        { modifier_group_id: milk, position: 1, required: null, min_selections: 1, max_selections: 1 },
      ],
      metadata: { menu: 'summer' },
      version: 1,
    })
  })

  it('400: a name or groups that cannot be', async () => {
    const modifier_groups = [{ modifier_group_id: await idOf() }]
    await refused('POST', path, { modifier_groups }, [400, 'FIELD_REQUIRED', 'name'])
    await refused('POST', path, { name: '', modifier_groups }, [400, 'INVALID_MODIFIER_SET', 'name'])
    await refused('POST', path, { name: 'A', modifier_groups: [] }, [
      400,
      'INVALID_MODIFIER_SET',
      'modifier_groups',
    ])
    await refused('POST', path, { name: 'A', modifier_groups: [...modifier_groups, ...modifier_groups] }, [
      400,
      'INVALID_MODIFIER_SET',
      'modifier_groups[1].modifier_group_id',
    ])
  })

  it('400 INVALID_MODIFIER_GROUP: one that is not there, or archived', async () => {
    const archived = await idOf()
    await call('DELETE', `/v1/modifier-groups/${archived}`)
    for (const modifier_group_id of ['mg_01J00000000000000000000000', archived])
      await refused('POST', path, { name: 'A', modifier_groups: [{ modifier_group_id }] }, [
        400,
        'INVALID_MODIFIER_GROUP',
        'modifier_groups[0].modifier_group_id',
      ])
  })

  it('400 MODIFIER_OVERRIDE_INVALID: limits that nobody could keep', async () => {
    const [milk, note] = [await idOf(), await aNote()]
    for (const [inSet, field] of [
      [{ modifier_group_id: milk, min_selections: 2, max_selections: 1 }, 'min_selections'],
      [{ modifier_group_id: milk, min_selections: 3 }, 'min_selections'],
      [{ modifier_group_id: milk, max_selections: 0 }, 'max_selections'],
      [{ modifier_group_id: note, max_selections: 2 }, 'max_selections'],
    ] as const)
      await refused('POST', path, { name: 'A', modifier_groups: [inSet] }, [
        400,
        'MODIFIER_OVERRIDE_INVALID',
        `modifier_groups[0].${field}`,
      ])
  })

  it('409 MODIFIER_CURRENCY_MISMATCH: groups in two currencies', async () => {
    const ids = [await idOf(), await aNote(), await idOf(inEuro)]
    await refused(
      'POST',
      path,
      { name: 'A', modifier_groups: ids.map((modifier_group_id) => ({ modifier_group_id })) },
      [409, 'MODIFIER_CURRENCY_MISMATCH', 'modifier_groups[2].modifier_group_id'],
    )
  })
})

describe('getModifierSet', () => {
  it('200, and with its groups when asked', async () => {
    const group = await aGroup()
    const set = await aSet([group.modifier_group_id])
    const to = `${path}/${set.modifier_set_id}`
    assert.deepEqual((await call('GET', to)).data, set)
    const { data } = await call('GET', `${to}?expand=modifier_groups.modifier_group`)
    assert.deepEqual(data.modifier_groups[0].modifier_group, group)
  })

  it('400 INVALID_EXPAND', async () =>
    refused('GET', `${path}/${(await aSet([await idOf()])).modifier_set_id}?expand=products`, undefined, [
      400,
      'INVALID_EXPAND',
    ]))

  it('404 RESOURCE_NOT_FOUND', () =>
    refused('GET', unknown, undefined, [404, 'RESOURCE_NOT_FOUND', 'modifier_set_id']))
})

describe('updateModifierSet', () => {
  it('200: name and notes', async () => {
    const set = await aSet([await idOf()], { metadata: { keep: '1', drop: '2' } })
    const after = await change(set.modifier_set_id, {
      name: 'Tea',
      metadata: { drop: null },
      expected_version: 1,
    })
    assert.deepEqual(after, {
      ...set,
      name: 'Tea',
      metadata: { keep: '1' },
      version: 2,
      updated_at: after.updated_at,
    })
  })

  it('200: the list of groups is replaced; an archived one that it has may stay', async () => {
    const [kept, dropped, added] = [await idOf(), await idOf(), await idOf()]
    const { modifier_set_id } = await aSet([kept, dropped])
    await call('DELETE', `/v1/modifier-groups/${kept}`)
    const { modifier_groups } = await change(modifier_set_id, {
      modifier_groups: [{ modifier_group_id: added }, { modifier_group_id: kept }],
    })
    assert.deepEqual(
      modifier_groups.map((each: { modifier_group_id: string }) => each.modifier_group_id),
      [added, kept],
    )
    await refused(
      'PATCH',
      `${path}/${modifier_set_id}`,
      { modifier_groups: [{ modifier_group_id: 'mg_x' }] },
      [400, 'INVALID_MODIFIER_GROUP'],
    )
  })

  it('409 MODIFIER_CURRENCY_MISMATCH: an archived set comes back after its groups went apart', async () => {
    const [one, other] = [await idOf(), await idOf()]
    const { modifier_set_id } = await aSet([one, other])
    await call('DELETE', `${path}/${modifier_set_id}`)
    assert.equal((await call('PATCH', `/v1/modifier-groups/${one}`, { body: inEuro })).status, 200)
    await refused('PATCH', `${path}/${modifier_set_id}`, { status: 'active' }, [
      409,
      'MODIFIER_CURRENCY_MISMATCH',
    ])
  })

  it('400: nothing to change, a status that is none', async () => {
    const to = `${path}/${(await aSet([await idOf()])).modifier_set_id}`
    await refused('PATCH', to, {}, [400, 'NO_FIELDS_TO_UPDATE'])
    await refused('PATCH', to, { status: 'gone' }, [400, 'INVALID_MODIFIER_SET_STATUS', 'status'])
  })

  it('409 VERSION_CONFLICT', async () => {
    const { modifier_set_id } = await aSet([await idOf()])
    const error = await refused('PATCH', `${path}/${modifier_set_id}`, { name: 'A', expected_version: 4 }, [
      409,
      'VERSION_CONFLICT',
      'expected_version',
    ])
    assert.equal(error?.['current_version'], 1)
  })

  it('404 RESOURCE_NOT_FOUND', () => refused('PATCH', unknown, { name: 'A' }, [404, 'RESOURCE_NOT_FOUND']))
})

describe('deleteModifierSet', () => {
  it('200: archived, once, and back', async () => {
    const { modifier_set_id } = await aSet([await idOf()])
    const { data } = await call('DELETE', `${path}/${modifier_set_id}?expected_version=1`)
    assert.deepEqual([data.status, data.version], ['archived', 2])
    assert.deepEqual((await call('DELETE', `${path}/${modifier_set_id}`)).data, data)
    assert.equal((await change(modifier_set_id, { status: 'active' })).status, 'active')
  })

  it('409 VERSION_CONFLICT', async () =>
    refused(
      'DELETE',
      `${path}/${(await aSet([await idOf()])).modifier_set_id}?expected_version=2`,
      undefined,
      [409, 'VERSION_CONFLICT'],
    ))

  it('404 RESOURCE_NOT_FOUND', () => refused('DELETE', unknown, undefined, [404, 'RESOURCE_NOT_FOUND']))
})

describe('listModifierSets', () => {
  it('200: newest first, page by page, by status, sorted by name, with groups when asked', async () => {
    const group = await aGroup()
    const [first, second] = [
      await aSet([group.modifier_group_id], { name: 'Zz b' }),
      await aSet([group.modifier_group_id], { name: 'Zz a' }),
    ]
    const page = await call('GET', `${path}?page_size=1`)
    assert.deepEqual(page.data, [second])
    const next = await call('GET', `${path}?page_size=1&page_token=${page.json['next_page_token']}`)
    assert.deepEqual(next.data, [first])
    const { data } = await call(
      'GET',
      `${path}?status=active&query=zz&sort_by=name&sort_direction=asc&expand=modifier_groups.modifier_group`,
    )
    assert.deepEqual(
      data.map((set: any) => [set.name, set.modifier_groups[0].modifier_group.name]),
      [
        ['Zz a', group.name],
        ['Zz b', group.name],
      ],
    )
  })

  it('400 INVALID_MODIFIER_SET_STATUS', () =>
    refused('GET', `${path}?status=gone`, undefined, [400, 'INVALID_MODIFIER_SET_STATUS']))
})
