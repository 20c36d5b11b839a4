import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aLine, manual, money, orderCalls, said, salesTax, usd } from '../order-calls.fixture.ts'

const server = await startTestServer()
const { create } = orderCalls(server)

const orderCount = async () => {
  const { rows } = await server.services.db.query('SELECT count(*)::int AS count FROM orders')
  return rows[0]!.count as number
}

const lines = [aLine(1000)]
const aCharge = (special: object = {}) => ({ type: 'service_fee', name: 'Fee', ...special })
const chargeWith = (special: object) => ({ line_items: lines, charges: [aCharge(special)] })
const eur = money('EUR')
const largest = 999_999_999_999
const { name: _name, ...nameless } = aLine(100)

type Case = readonly [what: string, body: unknown, code: string, param: string | undefined]

const refusals: Record<string, readonly Case[]> = {
  'line items': [
    ['none sent', {}, 'MISSING_LINE_ITEMS', 'line_items'],
    ['an empty list', { line_items: [] }, 'MISSING_LINE_ITEMS', 'line_items'],
    [
      '1001 of them',
      { line_items: Array.from({ length: 1001 }, () => aLine(1)) },
      'TOO_MANY_LINE_ITEMS',
      'line_items',
    ],
    ['no name', { line_items: [nameless] }, 'LINE_ITEM_NAME_REQUIRED', 'line_items[0].name'],
    [
      'an empty name',
      { line_items: [aLine(1, { name: '' })] },
      'LINE_ITEM_NAME_REQUIRED',
      'line_items[0].name',
    ],
    [
      'a name of 256 characters',
      { line_items: [aLine(1, { name: 'x'.repeat(256) })] },
      'LINE_ITEM_NAME_TOO_LONG',
      'line_items[0].name',
    ],
    [
      'no price',
      { line_items: [{ name: 'Mug' }] },
      'LINE_ITEM_UNIT_PRICE_REQUIRED',
      'line_items[0].unit_price_money',
    ],
    [
      'a price with decimals',
      { line_items: [aLine(1.5)] },
      'INVALID_AMOUNT',
      'line_items[0].unit_price_money.amount',
    ],
    [
      'a price beyond what is counted',
      { line_items: [aLine(largest + 1)] },
      'INVALID_AMOUNT',
      'line_items[0].unit_price_money.amount',
    ],
    [
      'quantity 0',
      { line_items: [aLine(1, { quantity: 0 })] },
      'LINE_ITEM_INVALID_QUANTITY',
      'line_items[0].quantity',
    ],
    [
      'half a unit',
      { line_items: [aLine(1, { quantity: 0.5 })] },
      'LINE_ITEM_INVALID_QUANTITY',
      'line_items[0].quantity',
    ],
    [
      'a quantity in words',
      { line_items: [aLine(1, { quantity: 'two' })] },
      'LINE_ITEM_INVALID_QUANTITY',
      'line_items[0].quantity',
    ],
    [
      'quantity 10000',
      { line_items: [aLine(1, { quantity: 10_000 })] },
      'LINE_ITEM_QUANTITY_TOO_LARGE',
      'line_items[0].quantity',
    ],
    [
      'a misspelt field',
      { line_items: [aLine(1, { quantitty: 1 })] },
      'UNKNOWN_FIELD',
      'line_items[0].quantitty',
    ],
  ],
  amounts: [
    [
      'a sum that cannot be counted',
      { line_items: Array.from({ length: 2 }, () => aLine(largest, { quantity: 9999 })) },
      'AMOUNT_TOO_LARGE',
      undefined,
    ],
    [
      'two currencies among the lines',
      { line_items: [aLine(1), { name: 'Tea', unit_price_money: eur(1) }] },
      'CURRENCY_MISMATCH',
      'line_items[1].unit_price_money.currency',
    ],
    [
      'a currency that is none',
      { line_items: [{ name: 'Tea', unit_price_money: money('XYZ')(1) }] },
      'UNSUPPORTED_CURRENCY',
      'line_items[0].unit_price_money.currency',
    ],
    [
      'a currency in small letters',
      { line_items: [{ name: 'Tea', unit_price_money: money('usd')(1) }] },
      'INVALID_CURRENCY',
      'line_items[0].unit_price_money.currency',
    ],
  ],
  tips: [
    [
      'neither amount nor percentage',
      { line_items: lines, requested_tip: {} },
      'INVALID_TIP',
      'requested_tip',
    ],
    [
      'both',
      { line_items: lines, requested_tip: { percent: 10, amount_money: usd(1) } },
      'INVALID_TIP',
      'requested_tip',
    ],
    [
      'nothing',
      { line_items: lines, requested_tip: { amount_money: usd(0) } },
      'INVALID_TIP_AMOUNT',
      'requested_tip.amount_money.amount',
    ],
    [
      '0 %',
      { line_items: lines, requested_tip: { percent: 0 } },
      'INVALID_TIP_PERCENT',
      'requested_tip.percent',
    ],
    [
      '101 %',
      { line_items: lines, requested_tip: { percent: 101 } },
      'INVALID_TIP_PERCENT',
      'requested_tip.percent',
    ],
    [
      'five decimals',
      { line_items: lines, requested_tip: { percent: 10.00001 } },
      'INVALID_TIP_PERCENT',
      'requested_tip.percent',
    ],
    [
      'another currency',
      { line_items: lines, requested_tip: { amount_money: eur(1) } },
      'CURRENCY_MISMATCH',
      'requested_tip.amount_money.currency',
    ],
    [
      '1,000.01 dollars on a small order',
      { line_items: lines, requested_tip: { amount_money: usd(100_001) } },
      'TIP_LIMIT_EXCEEDED',
      'requested_tip',
    ],
  ],
  discounts: [
    ['an empty one', { line_items: lines, discounts: [{}] }, 'DISCOUNT_REQUIRED', 'discounts[0]'],
    [
      'on lines, which have no ids yet',
      { line_items: lines, discounts: [manual(1, { discount_class: 'line_item' })] },
      'CREATE_ORDER_LINE_ITEM_DISCOUNT_UNSUPPORTED',
      'discounts[0].manual.discount_class',
    ],
    [
      'the same by its older name',
      { line_items: lines, discounts: [manual(1, { scope: 'line_item' })] },
      'CREATE_ORDER_LINE_ITEM_DISCOUNT_UNSUPPORTED',
      'discounts[0].manual.scope',
    ],
    [
      'nothing left to take off',
      { line_items: lines, discounts: [manual(1000), manual(1)] },
      'NO_DISCOUNTABLE_BALANCE',
      'discounts[1]',
    ],
    [
      'of nothing',
      { line_items: lines, discounts: [manual(0)] },
      'DISCOUNT_AMOUNT_INVALID',
      'discounts[0].manual.amount_money.amount',
    ],
    [
      'of another currency',
      { line_items: lines, discounts: [manual(1, { amount_money: eur(1) })] },
      'CURRENCY_MISMATCH',
      'discounts[0].manual.amount_money.currency',
    ],
    [
      'an unknown promotion',
      { line_items: lines, discounts: [{ promotion: { promotion_code: 'NONE' } }] },
      'PROMOTION_NOT_FOUND',
      'discounts[0].promotion.promotion_code',
    ],
    [
      'an order discount with ids of lines',
      { line_items: lines, discounts: [manual(1, { order_line_item_ids: ['li_1'] })] },
      'ORDER_DISCOUNT_NO_LINE_ITEM_IDS',
      'discounts[0].manual.order_line_item_ids',
    ],
  ],
  'discounts and charges that do not fit': [
    [
      'an order discount with ids of charges',
      { line_items: lines, discounts: [manual(1, { order_charge_ids: ['och_1'] })] },
      'ORDER_DISCOUNT_NO_CHARGE_IDS',
      'discounts[0].manual.order_charge_ids',
    ],
    [
      'a charge discount with ids of lines',
      {
        line_items: lines,
        discounts: [manual(1, { discount_class: 'service_charge', order_line_item_ids: ['li_1'] })],
      },
      'SERVICE_CHARGE_DISCOUNT_NO_LINE_ITEM_IDS',
      'discounts[0].manual.order_line_item_ids',
    ],
    [
      'a charge discount with ids that are none',
      {
        line_items: lines,
        discounts: [manual(1, { discount_class: 'service_charge', order_charge_ids: ['och_1'] })],
      },
      'ORDER_CHARGE_NOT_FOUND',
      'discounts[0].manual.order_charge_ids[0]',
    ],
  ],
  charges: [
    ['without a value', chargeWith({}), 'CHARGE_VALUE_REQUIRED', 'charges[0].amount_money'],
    [
      'with two values',
      chargeWith({ amount_money: usd(1), percent: 1, calculation_basis: 'subtotal_pre_discount' }),
      'INVALID_CHARGE_VALUE',
      'charges[0].percent',
    ],
    [
      'a percentage of more than all',
      chargeWith({ percent: 101, calculation_basis: 'subtotal_pre_discount' }),
      'INVALID_CHARGE_PERCENT',
      'charges[0].percent',
    ],
    [
      'a percentage without a basis',
      chargeWith({ percent: 1 }),
      'CALCULATION_BASIS_REQUIRED',
      'charges[0].calculation_basis',
    ],
    [
      'an amount with a basis',
      chargeWith({ amount_money: usd(1), calculation_basis: 'subtotal_pre_discount' }),
      'CALCULATION_BASIS_FORBIDDEN',
      'charges[0].calculation_basis',
    ],
  ],
  tax: [
    [
      'a rate above 100 %',
      { line_items: [aLine(1, { tax: salesTax(101) })] },
      'INVALID_TAX_PERCENTAGE',
      'line_items[0].tax.calculation.components[0].percent',
    ],
    [
      'a rate with five decimals',
      { line_items: [aLine(1, { tax: salesTax(8.00001) })] },
      'INVALID_TAX_PERCENTAGE',
      'line_items[0].tax.calculation.components[0].percent',
    ],
    [
      'an unknown mode',
      { line_items: lines, tax: { calculation: { mode: 'guess' } } },
      'INVALID_TAX_MODE',
      'tax.calculation.mode',
    ],
    [
      'a percentage on the whole order, where only flat fees stand',
      {
        line_items: lines,
        tax: {
          calculation: {
            mode: 'external',
            components: [{ type: 'percentage', percent: 8, tax_type: 'sales_tax' }],
          },
        },
      },
      'ORDER_PERCENTAGE_TAX_FORBIDDEN',
      'tax.calculation.components[0]',
    ],
  ],
  'other fields': [
    [
      'an unknown customer',
      { line_items: lines, customer_id: 'cus_01J8EXAMPLE00000000000000' },
      'CUSTOMER_NOT_FOUND',
      'customer_id',
    ],
    ['an id of its own', { line_items: lines, order_id: 'ord_1' }, 'SERVER_GENERATED_ID', 'order_id'],
    ['a status', { line_items: lines, status: 'paid' }, 'UNKNOWN_FIELD', 'status'],
    [
      'an empty reference',
      { line_items: lines, external_reference_id: '' },
      'INVALID_EXTERNAL_REFERENCE_ID',
      'external_reference_id',
    ],
    [
      'a reserved metadata key',
      { line_items: lines, metadata: { flint_x: '1' } },
      'RESERVED_METADATA_KEY',
      'metadata.flint_x',
    ],
  ],
}

for (const [group, cases] of Object.entries(refusals)) {
  describe(`createOrder refuses ${group}`, () => {
    for (const [what, body, code, param] of cases) {
      it(`${what}: ${code}`, async () => {
        const before = await orderCount()
        const answer = await create(body)
        const status = code.endsWith('NOT_FOUND') ? 404 : 400
        assert.deepEqual(said(answer), [status, code, param], JSON.stringify(answer.json))
        assert.equal(await orderCount(), before)
      })
    }
  })
}

describe('createOrder refused', () => {
  it('says what the limit was', async () => {
    const tip = await create({ line_items: lines, requested_tip: { amount_money: usd(100_001) } })
    assert.deepEqual(tip.error.maximum_money, usd(100_000))
    const quantity = await create({ line_items: [aLine(1, { quantity: 10_000 })] })
    assert.equal(quantity.error.limit, 9999)
  })

  it('leaves no gap in the order numbers', async () => {
    const first = (await create({ line_items: lines })).data
    await create({ line_items: lines, requested_tip: {} })
    const second = (await create({ line_items: lines })).data
    assert.equal(Number(second.order_number), Number(first.order_number) + 1)
  })
})
