import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { afterSpan } from './span.ts'

const from = '2026-01-31T10:00:00.000Z'

describe('afterSpan', () => {
  for (const [span, to] of [
    ['PT30S', '2026-01-31T10:00:30.000Z'],
    ['PT0.250S', '2026-01-31T10:00:00.250Z'],
    ['PT90M', '2026-01-31T11:30:00.000Z'],
    ['P3D', '2026-02-03T10:00:00.000Z'],
    ['P2W', '2026-02-14T10:00:00.000Z'],
    // A day that the month does not have becomes its last.
    ['P1M', '2026-02-28T10:00:00.000Z'],
    ['P2M', '2026-03-31T10:00:00.000Z'],
    ['P25M', '2028-02-29T10:00:00.000Z'],
    ['P1Y', '2027-01-31T10:00:00.000Z'],
    // The calendar first, then the rest.
    ['P1M1DT1H', '2026-03-01T11:00:00.000Z'],
  ] as const)
    it(`${span} leads to ${to}`, () => assert.equal(afterSpan(from, span), to))

  for (const span of ['', 'P', 'PT', '1D', 'P1', 'P-1D', 'P1.5D', 'PT1D', 'p1d', 'P1DT'])
    it(`"${span}" is no span`, () => assert.equal(afterSpan(from, span), null))

  it('has no instant to name past the year 9999', () => assert.equal(afterSpan(from, 'P9000Y'), null))

  it('never leads back', () => {
    const parts = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(400), fc.nat(1000), fc.nat(10_000))
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        parts,
        (date, [y, m, d, h, s]) => {
          const start = date.toISOString()
          const end = afterSpan(start, `P${y}Y${m}M${d}DT${h}H${s}S`)
          assert.ok(end !== null && (end > start || (y + m + d + h + s === 0 && end === start)))
        },
      ),
    )
  })
})
