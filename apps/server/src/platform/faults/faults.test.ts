import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  type FaultChanges,
  type Faults,
  changeFaults,
  faultDefaults,
  faultNames,
  noFaults,
  readFaults,
} from './faults.ts'

describe('readFaults', () => {
  it('gives every environment without faults the same empty object', () => {
    assert.equal(readFaults('test', {}), noFaults)
    assert.equal(readFaults('live', {}), noFaults)
  })
  it('never has any in live mode, whatever the row says', () =>
    assert.equal(readFaults('live', faultDefaults), noFaults))
  it('gives a sandbox those that are stored', () =>
    assert.deepEqual(readFaults('test', { webhook_drops: { rate: 0.5, lost: 'answer' } }), {
      webhook_drops: { rate: 0.5, lost: 'answer' },
    }))
})

describe('changeFaults', () => {
  const before: Faults = {
    webhook_drops: { rate: 0.5, lost: 'answer' },
    slow_answers: faultDefaults.slow_answers,
  }
  const cases: [what: string, changes: FaultChanges, after: Faults][] = [
    ['nothing named', {}, before],
    ['null switches off', { webhook_drops: null }, { slow_answers: before.slow_answers! }],
    [
      'so does enabled: false, whatever else is said',
      { webhook_drops: { enabled: false, rate: 1 } },
      { slow_answers: before.slow_answers! },
    ],
    [
      'a setting that is left out stays',
      { webhook_drops: { rate: 0.1 }, slow_answers: null },
      { webhook_drops: { rate: 0.1, lost: 'answer' } },
    ],
    [
      'or has its default on a fault that was off',
      { slow_answers: null, webhook_drops: null, decline_storm: { decline_code: 'expired_card' } },
      { decline_storm: { rate: 1, decline_code: 'expired_card' } },
    ],
    [
      'an empty object switches on with the defaults',
      { slow_answers: null, webhook_drops: null, webhook_delays: { enabled: true } },
      { webhook_delays: { delay_seconds: 60 } },
    ],
  ]
  for (const [what, changes, after] of cases)
    it(what, () => assert.deepEqual(changeFaults(before, changes), after))

  it('switching everything off leaves nothing', () => {
    const off = Object.fromEntries(faultNames.map((name) => [name, null]))
    assert.deepEqual(changeFaults(faultDefaults, off), {})
  })
  it('changes nothing the second time', () => {
    const change = fc.option(
      fc.record({ enabled: fc.boolean(), rate: fc.double({ min: 0, max: 1, noNaN: true }) }),
    )
    const changes = fc.dictionary(fc.constantFrom(...faultNames), change)
    fc.assert(
      fc.property(changes, (any) => {
        const once = changeFaults(noFaults, any)
        assert.deepEqual(changeFaults(once, any), once)
      }),
    )
  })
})
