import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Faults, faultDefaults, faultNames, noFaults } from './faults.ts'
import { type Faulty, faultHeader, strike } from './strike.ts'

const at = (random: number, faults: Faults, mode: 'test' | 'live' = 'test'): Faulty => ({
  mode,
  faults,
  ids: { random: () => random },
})

describe('strike', () => {
  const drops = (rate: number): Faults => ({ webhook_drops: { rate, lost: 'answer' } })

  it('hits as often as the rate says: never at 0, always at 1', () => {
    const cases: [random: number, rate: number, isHit: boolean][] = [
      [0, 0, false],
      [0, 0.25, true],
      [0.2499, 0.25, true],
      [0.25, 0.25, false],
      [0.9999, 1, true],
    ]
    for (const [random, rate, isHit] of cases)
      assert.equal(strike(at(random, drops(rate)), 'webhook_drops') !== null, isHit, `${random} of ${rate}`)
  })
  it('says what the fault was told', () =>
    assert.deepEqual(strike(at(0, drops(1)), 'webhook_drops'), { rate: 1, lost: 'answer' }))
  it('hits every time where there is no rate', () =>
    assert.deepEqual(strike(at(0.9999, { webhook_delays: { delay_seconds: 5 } }), 'webhook_delays'), {
      delay_seconds: 5,
    }))
  it('asks nobody for chance while the fault is off', () => {
    const random = () => assert.fail('asked')
    assert.equal(strike({ ...at(0, drops(1)), ids: { random } }, 'slow_answers'), null)
  })
  it('never hits in live mode', () => {
    const live = at(0, faultDefaults, 'live')
    for (const name of faultNames) assert.equal(strike(live, name), null)
    assert.equal(faultHeader(live), null)
  })
})

describe('faultHeader', () => {
  it('names what has hit, each once, and nothing else', () => {
    const ctx = at(0, faultDefaults)
    assert.equal(faultHeader(ctx), null)
    for (const name of ['slow_answers', 'decline_storm', 'slow_answers'] as const) strike(ctx, name)
    assert.equal(faultHeader(ctx), 'decline_storm, slow_answers')
  })
  it('is empty where nothing is on', () => assert.equal(faultHeader(at(0, noFaults)), null))
})
