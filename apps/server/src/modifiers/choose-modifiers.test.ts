import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '../platform/http/errors.ts'
import { aGroup, aMenu, aModifier, aTextGroup, adHoc, inSet, withSet, withoutSet } from './a-menu.fixture.ts'
import { chooseModifiers } from './choose-modifiers.ts'
import type { LineModifierInput, LineSource, SellableModifiers } from './line-modifier.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })
const milk = aGroup('Milk', {
  isRequired: true,
  minSelections: 1,
  maxSelections: 1,
  currency: 'USD',
  modifiers: [aModifier('Whole'), aModifier('Oat', { priceDelta: usd(50), metadata: { vegan: 'yes' } })],
})
const syrup = aGroup('Syrup', {
  maxSelections: 3,
  allowsQuantity: true,
  currency: 'USD',
  modifiers: [
    aModifier('Vanilla', { priceDelta: usd(60) }),
    aModifier('Caramel', { priceDelta: usd(-10), showOnReceipt: false }),
    aModifier('Hazelnut', { status: 'archived' }),
  ],
})
const note = aTextGroup('Name on cup')
const extra = aGroup('Extra')
const menu = aMenu([milk, syrup, note], { others: [extra] })

const choose = (
  inputs: LineModifierInput[] | undefined,
  { source = withSet, sellable = menu, currency = 'USD' }: Setting = {},
) => chooseModifiers(sellable, source, inputs, currency, 'line_items[0].modifiers')
type Setting = { source?: LineSource; sellable?: SellableModifiers; currency?: string }

const refused = (
  inputs: LineModifierInput[] | undefined,
  code: string,
  place: string,
  setting: Setting = {},
) =>
  assert.throws(
    () => choose(inputs, setting),
    (error: unknown) => {
      assert.ok(error instanceof Refusal, String(error))
      assert.deepEqual(
        [error.definition.code, error.context.param],
        [code, `line_items[0].modifiers${place}`],
      )
      return true
    },
  )

const oat = { modifier_id: 'Oat' }

describe('chooseModifiers, with a set', () => {
  it('copies what was chosen, in the order chosen', () => {
    const chosen = choose([{ modifier_id: 'Caramel', quantity: 2 }, oat, { text: ' Ada ' }])
    assert.deepEqual(chosen, [
      {
        modifierId: 'Caramel',
        groupName: 'Syrup',
        name: 'Caramel',
        quantity: 2,
        unitPriceDelta: -10,
        sourceType: 'catalog_modifier',
        textValue: null,
        showOnReceipt: false,
        showOnFulfillment: true,
        metadata: {},
      },
      {
        modifierId: 'Oat',
        groupName: 'Milk',
        name: 'Oat',
        quantity: 1,
        unitPriceDelta: 50,
        sourceType: 'catalog_modifier',
        textValue: null,
        showOnReceipt: true,
        showOnFulfillment: true,
        metadata: { vegan: 'yes' },
      },
      {
        modifierId: null,
        groupName: 'Name on cup',
        name: 'Name on cup',
        quantity: 1,
        unitPriceDelta: 0,
        sourceType: 'text',
        textValue: 'Ada',
        showOnReceipt: true,
        showOnFulfillment: true,
        metadata: {},
      },
    ])
  })

  it('a set that the source names counts before the set of its variant', () => {
    const sellable: SellableModifiers = {
      ...menu,
      sets: [...menu.sets, { modifierSetId: 'other', status: 'active', groups: [inSet(extra)] }],
    }
    const source = { ...withSet, modifierSetId: 'other' }
    assert.equal(choose([{ modifier_id: 'Extra 1' }], { sellable, source }).length, 1)
    refused([oat], 'MODIFIER_SOURCE_UNSUPPORTED', '[0].modifier_id', { sellable, source })
  })

  it('a required group must be answered', () => {
    for (const inputs of [undefined, [], [{ modifier_id: 'Vanilla' }]])
      refused(inputs, 'MODIFIER_GROUP_REQUIRED', '')
  })

  it('quantities count against the limits', () => {
    assert.equal(choose([oat, { modifier_id: 'Vanilla', quantity: 3 }]).length, 2)
    refused(
      [oat, { modifier_id: 'Vanilla', quantity: 2 }, { modifier_id: 'Caramel', quantity: 2 }],
      'MODIFIER_SELECTION_LIMIT_EXCEEDED',
      '[2]',
    )
    refused([{ modifier_id: 'Whole' }, oat], 'MODIFIER_SELECTION_LIMIT_EXCEEDED', '[1]')
  })

  it('of an optional group with a minimum: nothing, or at least that', () => {
    const two = aGroup('Sides', { minSelections: 2 })
    const sellable = aMenu([two])
    assert.deepEqual(choose([], { sellable }), [])
    refused([{ modifier_id: 'Sides 1' }], 'MODIFIER_GROUP_REQUIRED', '', { sellable })
    assert.equal(choose([{ modifier_id: 'Sides 1' }, { modifier_id: 'Sides 2' }], { sellable }).length, 2)
  })

  it('a quantity above one only where the group takes quantities', () => {
    refused([{ ...oat, quantity: 2 }], 'MODIFIER_QUANTITY_INVALID', '[0].quantity')
    for (const quantity of [0, -1, 1.5, 10_000])
      refused([oat, { modifier_id: 'Vanilla', quantity }], 'MODIFIER_QUANTITY_INVALID', '[1].quantity')
  })

  it('a modifier once', () => {
    refused(
      [oat, { modifier_id: 'Vanilla' }, { modifier_id: 'Vanilla' }],
      'MODIFIER_DUPLICATE_SELECTION',
      '[2]',
    )
    refused([oat, { text: 'Ada' }, { text: 'Bob' }], 'MODIFIER_DUPLICATE_SELECTION', '[2]')
  })

  it('exactly one of modifier and text', () => {
    refused([oat, {}], 'EXACTLY_ONE_REQUIRED', '[1]')
    refused([{ ...oat, text: 'Ada' }], 'EXACTLY_ONE_REQUIRED', '[0]')
  })

  it('a modifier that is not there, not offered, or of another item', () => {
    refused([{ modifier_id: 'Water' }], 'INVALID_MODIFIER', '[0].modifier_id')
    refused([oat, { modifier_id: 'Hazelnut' }], 'MODIFIER_UNAVAILABLE', '[1].modifier_id')
    refused([oat, { modifier_id: 'Extra 1' }], 'MODIFIER_SOURCE_UNSUPPORTED', '[1].modifier_id')
  })

  it('the group that is named must be the modifier’s', () => {
    assert.equal(choose([{ ...oat, modifier_group_id: 'Milk' }]).length, 1)
    refused([{ ...oat, modifier_group_id: 'Syrup' }], 'INVALID_MODIFIER_GROUP', '[0].modifier_group_id')
  })

  it('a priced modifier in the order’s currency only, a free one in any', () => {
    refused([oat], 'MODIFIER_CURRENCY_MISMATCH', '[0].modifier_id', { currency: 'EUR' })
    assert.equal(choose([{ modifier_id: 'Whole' }], { currency: 'EUR' }).length, 1)
  })

  it('a text as long as its group allows, counted in characters', () => {
    assert.equal(choose([oat, { text: '😀'.repeat(20) }]).length, 2)
    for (const text of ['a'.repeat(21), '   ']) refused([oat, { text }], 'MODIFIER_TEXT_INVALID', '[1].text')
    refused([oat, { text: 'Ada', quantity: 2 }], 'MODIFIER_QUANTITY_INVALID', '[1].quantity')
  })

  it('a text only where one is asked for, and of several groups the one that is named', () => {
    refused([oat, { text: 'Ada' }], 'MODIFIER_SOURCE_UNSUPPORTED', '[1].text', { sellable: aMenu([milk]) })
    const sellable = aMenu([note, aTextGroup('Card')])
    refused([{ text: 'Ada' }], 'INVALID_MODIFIER_GROUP', '[0].modifier_group_id', { sellable })
    const named = choose([{ text: 'Ada', modifier_group_id: 'Card' }], { sellable })
    assert.equal(named[0]!.groupName, 'Card')
  })

  it('a required text', () => {
    const sellable = aMenu([aTextGroup('Engraving', { isRequired: true })])
    refused([], 'MODIFIER_GROUP_REQUIRED', '', { sellable })
    assert.equal(choose([{ text: 'Ada' }], { sellable }).length, 1)
  })

  it('what the set says of a group counts before what the group says', () => {
    const sellable = aMenu([milk, syrup], {
      overrides: { Milk: { isRequired: false, minSelections: 0 }, Syrup: { maxSelections: 1 } },
    })
    assert.deepEqual(choose([], { sellable }), [])
    refused([{ modifier_id: 'Vanilla', quantity: 2 }], 'MODIFIER_SELECTION_LIMIT_EXCEEDED', '[0]', {
      sellable,
    })
  })

  it('archived groups and sets ask nothing, and offer nothing', () => {
    const archived = aMenu([{ ...milk, status: 'archived' }])
    assert.deepEqual(choose([], { sellable: archived }), [])
    refused([oat], 'MODIFIER_UNAVAILABLE', '[0].modifier_id', { sellable: archived })
    const sellable = aMenu([milk], { status: 'archived' })
    assert.deepEqual(choose([], { sellable }), [])
    refused([oat], 'MODIFIER_UNAVAILABLE', '[0].modifier_id', { sellable })
  })

  it('a question that nobody could answer any more is not asked', () => {
    const sellable = aMenu([aGroup('Gone', { isRequired: true, minSelections: 1, modifiers: [] })])
    assert.deepEqual(choose([], { sellable }), [])
  })

  it('at most 100 entries', () => {
    const inputs = Array.from({ length: 101 }, () => oat)
    refused(inputs, 'MODIFIER_SELECTION_LIMIT_EXCEEDED', '')
  })
})

describe('chooseModifiers, without a set', () => {
  for (const [what, source] of [
    ['a product without one', withoutSet],
    ['a line that the caller describes', adHoc],
    ['a bundle', { ...adHoc, bundleId: 'bundle' }],
  ] as const) {
    it(`${what}: any active modifier and any text`, () => {
      const chosen = choose([oat, { modifier_id: 'Extra 1' }, { text: 'Gift wrap' }, { text: 'No card' }], {
        source,
      })
      assert.deepEqual(
        chosen.map(({ name, groupName, textValue }) => [name, groupName, textValue]),
        [
          ['Oat', 'Milk', null],
          ['Extra 1', 'Extra', null],
          ['Gift wrap', null, 'Gift wrap'],
          ['No card', null, 'No card'],
        ],
      )
    })

    it(`${what}: nothing is required`, () => assert.deepEqual(choose(undefined, { source }), []))
  }

  it('refuses what cannot be: unknown, archived, a text of a group, too long', () => {
    const setting = { source: adHoc }
    refused([{ modifier_id: 'Water' }], 'INVALID_MODIFIER', '[0].modifier_id', setting)
    refused([{ modifier_id: 'Hazelnut' }], 'MODIFIER_UNAVAILABLE', '[0].modifier_id', setting)
    refused(
      [{ text: 'Ada', modifier_group_id: 'Name on cup' }],
      'INVALID_MODIFIER_GROUP',
      '[0].modifier_group_id',
      setting,
    )
    refused([{ text: 'a'.repeat(501) }], 'MODIFIER_TEXT_INVALID', '[0].text', setting)
  })
})

describe('chooseModifiers, any set and any choice', () => {
  const group = (name: string) =>
    fc
      .record({
        isRequired: fc.boolean(),
        minSelections: fc.nat(3),
        maxSelections: fc.option(fc.integer({ min: 1, max: 4 })),
        allowsQuantity: fc.boolean(),
        status: fc.constantFrom('active' as const, 'archived' as const),
      })
      .map((special) => aGroup(name, special))
  const input = fc.record({
    modifier_id: fc.constantFrom('A 1', 'A 2', 'B 1', 'B 2', 'C 1'),
    quantity: fc.integer({ min: 1, max: 4 }),
  })

  it('what passes keeps to the limits of every group that is offered', () => {
    fc.assert(
      fc.property(group('A'), group('B'), fc.array(input, { maxLength: 5 }), (a, b, inputs) => {
        let chosen
        try {
          chosen = choose(inputs, { sellable: aMenu([a, b]) })
        } catch (error) {
          assert.ok(error instanceof Refusal, String(error))
          return
        }
        for (const offered of [a, b].filter(({ status }) => status === 'active')) {
          const own = chosen.filter(({ groupName }) => groupName === offered.name)
          const count = own.reduce((sum, { quantity }) => sum + quantity, 0)
          assert.ok(offered.maxSelections === null || count <= offered.maxSelections)
          assert.ok(!offered.isRequired || count > 0)
          assert.ok(offered.allowsQuantity || own.every(({ quantity }) => quantity === 1))
        }
        assert.equal(new Set(chosen.map(({ modifierId }) => modifierId)).size, chosen.length)
      }),
    )
  })

  it('something can always be chosen', () => {
    fc.assert(
      fc.property(group('A'), group('B'), (a, b) => {
        const all = [1, 2].flatMap((each) => [1, 2, 3].map((quantity) => ({ name: each, quantity })))
        const optionsOf = (name: string): LineModifierInput[][] => [
          [],
          ...all.map((one) => [{ modifier_id: `${name} ${one.name}`, quantity: one.quantity }]),
          ...[1, 2].map((quantity) => [
            { modifier_id: `${name} 1`, quantity },
            { modifier_id: `${name} 2`, quantity },
          ]),
        ]
        const isPossible = optionsOf('A').some((first) =>
          optionsOf('B').some((second) => {
            try {
              choose([...first, ...second], { sellable: aMenu([a, b]) })
              return true
            } catch {
              return false
            }
          }),
        )
        assert.ok(isPossible)
      }),
    )
  })
})
