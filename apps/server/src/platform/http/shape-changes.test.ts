import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Type } from 'typebox'
import { answer } from './answer.ts'
import { defineRoute } from './route.ts'
import { nullable } from './schema.ts'
import { type AnswerChange, type ShapeChange, changedBy, translatorOf } from './shape-changes.ts'
import { showIn } from './show.ts'

const renamed: ShapeChange = {
  id: 'lamp_watts',
  since: '2026-09-07',
  summary: 'power is watts.',
  toOlder: ({ watts, ...lamp }) => ({ ...lamp, power: watts }),
}
const Lamp = changedBy(Type.Object({ watts: Type.Integer() }), renamed)
const older = (schema: Parameters<typeof translatorOf>[0]) => translatorOf(schema, '2026-02-01')

describe('what a schema looked like before', () => {
  const lamp = { watts: 5 }
  const cases = [
    ['by itself', Lamp, lamp, { power: 5 }],
    [
      'in a field',
      Type.Object({ lamp: Lamp, name: Type.String() }),
      { lamp, name: 'a' },
      { lamp: { power: 5 }, name: 'a' },
    ],
    ['in a field that may be missing', Type.Object({ lamp: Type.Optional(Lamp) }), {}, {}],
    ['in a field that may be null', Type.Object({ lamp: nullable(Lamp) }), { lamp: null }, { lamp: null }],
    ['in a field that is not null', Type.Object({ lamp: nullable(Lamp) }), { lamp }, { lamp: { power: 5 } }],
    [
      'in a list',
      Type.Object({ lamps: Type.Array(Lamp) }),
      { lamps: [lamp, lamp] },
      { lamps: [{ power: 5 }, { power: 5 }] },
    ],
    [
      'inside another that changed, too',
      changedBy(Type.Object({ lamp: Lamp }), { ...renamed, toOlder: ({ lamp: inner }) => ({ inner }) }),
      { lamp },
      { inner: { power: 5 } },
    ],
  ] as const
  for (const [where, schema, shown, expected] of cases)
    it(where, () => {
      const before = JSON.stringify(shown)
      assert.deepEqual(older(schema)!(shown), expected)
      assert.equal(JSON.stringify(shown), before, 'the newest form stays as it was')
    })

  it('is nothing to do where nothing changed, or for the newest version', () => {
    assert.equal(older(Type.Object({ name: Type.String(), tags: Type.Array(Type.String()) })), null)
    assert.equal(translatorOf(Lamp, '2026-09-07'), null)
  })

  it('cannot be told for one of several alternatives', () => {
    assert.throws(() => older(Type.Union([Lamp, Type.Object({ name: Type.String() })])), /union/)
  })
})

describe('an answer of an older version', () => {
  const secretBeside: AnswerChange = {
    id: 'secret_inside',
    since: '2026-09-07',
    summary: 'The secret is in data only.',
    toOlder: ({ data, beside }) => ({ data, beside: { ...beside, secret: 'beside' } }),
  }
  const route = defineRoute({
    method: 'GET',
    path: '/v1/lamps',
    operationId: 'listLamps',
    tag: 'Lamps',
    summary: 'List lamps',
    callers: ['merchant'],
    idempotency: 'none',
    status: 200,
    data: Lamp,
    isList: true,
    beside: { best: Type.Optional(Lamp) },
    errors: [],
    run: async () => null,
    show: () => answer(200, [{ watts: 5 }], { best: { watts: 9 }, missing: undefined }),
    changes: [secretBeside],
  })
  const shownIn = (version: string) => showIn(route)(null, { version } as never)

  it('is translated inside data and beside it, once for all', () => {
    const expected = { status: 200, body: '"data":[{"power":5}],"best":{"power":9},"secret":"beside"' }
    assert.deepEqual(shownIn('2026-02-01'), expected)
    assert.deepEqual(shownIn('2026-02-01'), expected)
  })

  it('is left alone in the newest version', () => {
    assert.deepEqual(shownIn('2026-09-07'), { status: 200, body: '"data":[{"watts":5}],"best":{"watts":9}' })
  })
})
