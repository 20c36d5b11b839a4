import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addMoney, multiplyMoney } from './add-money.ts'
import { AmountTooLarge, InvalidAmount } from './errors.ts'
import { assertMinor, assertNotNegative } from './minor.ts'

const MAX = Number.MAX_SAFE_INTEGER

describe('addMoney', () => {
  it('adds and takes away', () => {
    assert.equal(addMoney(), 0)
    assert.equal(addMoney(1999, 499, -100), 2398)
    assert.equal(addMoney(MAX, -1), MAX - 1)
  })
  it('throws when a sum leaves the safe range, even for a moment', () => {
    assert.throws(() => addMoney(MAX, 1), AmountTooLarge)
    assert.throws(() => addMoney(MAX, 1, -1), AmountTooLarge)
    assert.throws(() => addMoney(-MAX, -1), AmountTooLarge)
    assert.throws(() => addMoney(0.1, 0.2), InvalidAmount)
  })
})

describe('multiplyMoney', () => {
  it('prices several units', () => assert.equal(multiplyMoney(2500, 2), 5000))
  it('throws beyond the safe range', () => {
    assert.throws(() => multiplyMoney(MAX, 2), AmountTooLarge)
    assert.throws(() => multiplyMoney(2500, 0.5), InvalidAmount)
  })
})

describe('assertMinor', () => {
  it('passes safe integers', () => {
    assert.equal(assertMinor(-MAX), -MAX)
    assert.equal(assertNotNegative(0), 0)
  })
  it('throws for all else', () => {
    assert.throws(() => assertMinor(MAX + 1), AmountTooLarge)
    for (const bad of [0.5, Number.NaN, Infinity]) assert.throws(() => assertMinor(bad), InvalidAmount)
    assert.throws(() => assertNotNegative(-1), InvalidAmount)
  })
})
