import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { showMoney } from '../show-money.ts'
import { choicesFor, problemsOf, resolveBodyOf, subtotalOf, type Choices } from './link-choices.ts'
import { aField, aLine, aSnapshot, usd } from './link.fixture.ts'
import { offerOf } from './link-offer.ts'
import type { CustomField, LinkLine } from './link-shapes.ts'

const english = (money: { amount: number; currency: string }) => showMoney(money, 'en-US')
const counted = aLine({ allow_quantity_adjustment: true, min_quantity: 2, max_quantity: 5, quantity: 3 })
const open = aLine({
  key: 'album',
  name: 'Album',
  unit_price_money: usd(800),
  allow_unit_price_adjustment: true,
  min_unit_price_money: usd(500),
  max_unit_price_money: usd(5000),
  suggested_unit_price_money_options: [usd(500), usd(800)],
})
const offer = (line_items: LinkLine[], custom_fields: CustomField[] = []) =>
  offerOf(aSnapshot({ line_items, custom_fields }))
const withQuantity = (choices: Choices, text: string): Choices => ({ ...choices, quantities: { tea: text } })
const withAmount = (choices: Choices, text: string): Choices => ({
  ...choices,
  amounts: { album: { isOwn: true, text } },
})

describe('choicesFor', () => {
  it('begins with what the seller suggests', () =>
    assert.deepEqual(choicesFor(offer([counted, open], [aField()])), {
      quantities: { tea: '3' },
      amounts: { album: { isOwn: false, text: '8.00' } },
      fields: { note: '' },
    }))

  it('keeps what still applies of what was chosen before, and nothing else', () => {
    const before: Choices = {
      quantities: { tea: '4', gone: '2' },
      amounts: { album: { isOwn: false, text: '99.00' } },
      fields: { size: 'Medium', rules: true },
    }
    const fields = [
      aField({ key: 'size', custom_field_type: 'dropdown', options: ['Small', 'Large'] }),
      aField({ key: 'rules', custom_field_type: 'checkbox' }),
    ]
    assert.deepEqual(choicesFor(offer([counted, open], fields), before), {
      quantities: { tea: '4' },
      amounts: { album: { isOwn: false, text: '8.00' } },
      fields: { size: '', rules: true },
    })
  })
})

describe('subtotalOf', () => {
  it('is the sum of the lines, or nothing while one cannot be read', () => {
    const both = offer([counted, open])
    const first = choicesFor(both)
    assert.deepEqual(subtotalOf(both, first), usd(3 * 450 + 800))
    assert.deepEqual(subtotalOf(both, withAmount(first, '7,50')), usd(3 * 450 + 750))
    assert.equal(subtotalOf(both, withQuantity(first, 'x')), null)
  })
})

describe('problemsOf', () => {
  const quantities: readonly (readonly [string, string | undefined])[] = [
    ['1', 'The fewest you can buy is 2.'],
    ['2', undefined],
    ['5', undefined],
    ['6', 'The most you can buy is 5.'],
    ['', 'Enter a whole number.'],
    ['2.5', 'Enter a whole number.'],
    ['-2', 'Enter a whole number.'],
  ]
  for (const [text, problem] of quantities)
    it(`says of the quantity "${text}": ${problem ?? 'nothing'}`, () => {
      const one = offer([counted])
      assert.equal(problemsOf(one, withQuantity(choicesFor(one), text), english)['quantity:tea'], problem)
    })

  const amounts: readonly (readonly [string, string | undefined])[] = [
    ['', 'Choose or enter an amount.'],
    ['4.99', 'The least is $5.00.'],
    ['0', 'The least is $5.00.'],
    ['5', undefined],
    ['50', undefined],
    ['50.01', 'The most is $50.00.'],
    ['5.005', 'Enter an amount like 25.00.'],
    ['ten', 'Enter an amount like 25.00.'],
  ]
  for (const [text, problem] of amounts)
    it(`says of the amount "${text}": ${problem ?? 'nothing'}`, () => {
      const one = offer([open])
      assert.equal(problemsOf(one, withAmount(choicesFor(one), text), english)['amount:album'], problem)
    })

  it('takes nothing for a price without a least one', () => {
    const free = offer([{ ...open, min_unit_price_money: null }])
    assert.deepEqual(problemsOf(free, withAmount(choicesFor(free), '0'), english), {})
  })

  it('says what is missing and too long among the answers', () => {
    const fields = [
      aField({ key: 'a', required: true }),
      aField({ key: 'b', custom_field_type: 'dropdown', options: ['x'], required: true }),
      aField({ key: 'c', custom_field_type: 'checkbox', required: true }),
      aField({ key: 'd', max_length: 3 }),
      aField({ key: 'e' }),
    ]
    const one = offer([aLine()], fields)
    const typed = { ...choicesFor(one), fields: { a: '  ', b: '', c: false, d: 'long', e: '' } }
    assert.deepEqual(problemsOf(one, typed, english), {
      'field:a': 'This is needed.',
      'field:b': 'Choose one of these.',
      'field:c': 'Tick this box to go on.',
      'field:d': 'This may have 3 characters at most.',
    })
  })

  it('counts the places of all lines together', () => {
    const seats = [
      aLine({ key: 'a', allow_quantity_adjustment: true }),
      aLine({ key: 'b', allow_quantity_adjustment: true, min_quantity: 0 }),
    ]
    const event = offerOf(
      aSnapshot({ payment_link_type: 'event', line_items: seats }, { remaining_quantity: 3 }),
    )
    const of = (a: string, b: string) =>
      problemsOf(event, { ...choicesFor(event), quantities: { a, b } }, english)
    assert.deepEqual(of('2', '1'), {})
    assert.deepEqual(of('2', '2'), { 'quantity:b': 'Only 3 places are left for all of these together.' })
  })

  it('wants something where each line may be left out', () => {
    const one = offer([aLine({ allow_quantity_adjustment: true, min_quantity: 0 })])
    assert.deepEqual(problemsOf(one, withQuantity(choicesFor(one), '0'), english), {
      'quantity:tea': 'Choose at least one.',
    })
  })
})

describe('resolveBodyOf', () => {
  it('sends what the buyer may choose, and answers that were given', () => {
    const fields = [aField(), aField({ key: 'rules', custom_field_type: 'checkbox' }), aField({ key: 'x' })]
    const one = offer([counted, open, aLine({ key: 'fixed' })], fields)
    const chosen = { ...choicesFor(one), fields: { note: 'Hi', rules: false, x: ' ' } }
    assert.deepEqual(resolveBodyOf(one, chosen), {
      quantity_overrides: { tea: 3 },
      unit_price_overrides: { album: usd(800) },
      custom_field_values: { note: 'Hi', rules: false },
    })
    const fixed = offer([aLine()])
    assert.deepEqual(resolveBodyOf(fixed, choicesFor(fixed)), {})
  })
})
