import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { latencyOf, median, medianLatency, percentile } from './percentiles.ts'
import { rounded, tableOf, toRow } from './report.ts'

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  it('is a measured value, by nearest rank', () => {
    assert.equal(percentile(hundred, 0.5), 50)
    assert.equal(percentile(hundred, 0.99), 99)
    assert.equal(percentile([7], 0.99), 7)
    assert.equal(percentile([10, 9, 100], 0), 9)
  })
  it('is not a number where nothing was measured', () => assert.ok(Number.isNaN(percentile([], 0.5))))
})

describe('median', () => {
  it('sorts by size, not as text', () => assert.equal(median([10, 9, 100]), 10))
  it('is the mean of the middle two of an even number', () => assert.equal(median([4, 1, 3, 2]), 2.5))
  it('is taken figure by figure over rounds', () => {
    const rounds = [latencyOf([1, 2, 3]), latencyOf([2, 3, 9]), latencyOf([3, 4, 5])]
    assert.deepEqual(medianLatency(rounds), { p50: 3, p99: 5 })
  })
})

describe('toRow', () => {
  it('divides by the floor', () =>
    assert.deepEqual(toRow({ name: 'rate', value: 400, unit: 'per second', floor: 1000 }), {
      name: 'rate',
      value: 400,
      unit: 'per second',
      ratio_to_floor: 0.4,
    }))
  it('has no ratio without a floor, and none to a floor of nothing', () => {
    assert.equal(toRow({ name: 'start', value: 1, unit: 's' }).ratio_to_floor, null)
    assert.equal(toRow({ name: 'cpu', value: 1, unit: 'ms', floor: 0 }).ratio_to_floor, null)
    assert.equal(toRow({ name: 'cpu', value: 1, unit: 'ms', floor: null }).ratio_to_floor, null)
  })
  it('says null for what could not be measured', () =>
    assert.equal(toRow({ name: 'cpu', value: Number.NaN, unit: 'ms', floor: 1 }).value, null))
})

describe('rounded', () => {
  it('keeps three digits of small and all of large numbers', () => {
    assert.equal(rounded(0.123456), 0.123)
    assert.equal(rounded(12.3456), 12.3)
    assert.equal(rounded(1234.56), 1235)
  })
})

describe('tableOf', () => {
  it('aligns, and leaves the ratio of what has no floor empty', () =>
    assert.equal(
      tableOf([
        { name: 'rate', value: 400, unit: 'per second', floor: 1000, budget: 'at least 0.4' },
        { name: 'start', value: null, unit: 's' },
      ]),
      [
        'what   value  unit        floor  ratio  budget',
        '-----  -----  ----------  -----  -----  ------------',
        'rate     400  per second   1000    0.4  at least 0.4',
        'start      –  s',
      ].join('\n'),
    ))
})
