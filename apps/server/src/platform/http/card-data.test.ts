import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { expectNoCardNumber, hasCardNumber } from './card-data.ts'

describe('hasCardNumber', () => {
  const numbers = [
    '4242424242424242',
    '4242 4242 4242 4242',
    '4242-4242-4242-4242',
    '4242\u00a04242.4242/4242',
    '4242 - 4242 - 4242 - 4242',
    'paid with 4242424242424242.',
    'card4242424242424242',
    '4242 4242 4242 4242 12/28 123',
    '12/28 4242 4242 4242 4242',
    // Other networks: American Express, Mastercard's two ranges, Diners, UnionPay with 19 digits.
    '3782 822463 10005',
    '5555555555554444',
    '2223003122003222',
    '36227206271667',
    '6205500000000000004',
  ]
  for (const text of numbers) it(`yes: ${text}`, () => assert.equal(hasCardNumber(text), true))

  const others = [
    // A wrong check digit, a network that is none, too few and too many digits.
    '4242424242424241',
    '9999999999999995',
    '424242424242',
    '42424242424242424242',
    // A barcode, a time, an order number of a market place, digits inside a digest.
    '4006381333931',
    '2026-11-21T15:02:33.123456Z',
    '114-3941689-8772232',
    'a4242424242424242f',
    'ord_01M7ZB6RVTP7VTQGQM8XDHTBDC',
    // UUIDs, whatever their digits come to.
    '42424242-4242-4242-a111-111111111111',
    'order-4b1d42a0-4242-4242-4242-424212345678',
  ]
  for (const text of others) it(`no: ${text}`, () => assert.equal(hasCardNumber(text), false))
})

/** Found by trying every stretch of whole groups: slow, and plainly what is meant. */
const hasNumberAmong = (groups: readonly string[]) =>
  groups.some((_, first) =>
    groups.some((_, last) => last >= first && hasCardNumber(groups.slice(first, last + 1).join(''))),
  )

describe('many groups of digits', () => {
  it('a megabyte of single digits is looked through group by group, not over and over', () => {
    assert.equal(hasCardNumber('1 '.repeat(512 * 1024)), false)
    assert.equal(hasCardNumber('4 '.repeat(512 * 1024)), false)
  })

  it('a card number at the end of a megabyte is found', () => {
    assert.equal(hasCardNumber(`${'1 '.repeat(512 * 1024)}4242 4242 4242 4242`), true)
  })

  it('property: it is found exactly where some whole groups are one', () => {
    const group = fc.constantFrom(
      '4',
      '42',
      '4242',
      '424242',
      '42424242',
      '12',
      '1234',
      '37',
      '822463',
      '10005',
    )
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 9 }), (groups) => {
        assert.equal(hasCardNumber(groups.join(' ')), hasNumberAmong(groups))
      }),
    )
  })
})

describe('the commonest idempotency keys', () => {
  it('none of 200,000 random UUIDs is taken for a card number', () => {
    for (let n = 0; n < 200_000; n++) {
      const uuid = randomUUID()
      assert.equal(hasCardNumber(uuid), false, uuid)
    }
  })
})

describe('expectNoCardNumber', () => {
  const refusal = (body: unknown) => {
    try {
      expectNoCardNumber(body)
    } catch (error) {
      return error as { message: string; context: { param?: string } }
    }
    return null
  }

  it('lets the field of a card token through', () => {
    assert.equal(refusal({ card: { number: '4242 4242 4242 4242' } }), null)
  })

  it('names the place and never the value', () => {
    for (const [body, param] of [
      [{ metadata: { note: '4242424242424242' } }, 'metadata.note'],
      [{ lines: [{ name: 'a' }, { name: '4242424242424242' }] }, 'lines[1].name'],
      [{ metadata: { card: { number: '4242424242424242' } } }, 'metadata.card.number'],
      [{ amount: 4242424242424242 }, 'amount'],
      [{ metadata: { '4242424242424242': 'a' } }, 'metadata'],
      [{ '4242424242424242': 'a' }, undefined],
    ] as const) {
      const found = refusal(body)!
      assert.equal(found.context.param, param)
      assert.doesNotMatch(found.message, /4242/)
    }
  })
})
