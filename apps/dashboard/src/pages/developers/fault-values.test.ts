import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { faultDefaults, faultNames } from '../../../../server/src/platform/faults/faults.ts'
import { faultForms } from './fault-forms.ts'
import { fieldProblem, fieldsOf, hasProblem, switchOff, switchOn } from './fault-values.ts'

const form = (name: string) => faultForms.find((each) => each.name === name)!
const setting = (name: string, field: string) => form(name).settings.find((each) => each.name === field)!

describe('the forms', () => {
  it('are those of the faults that the server has, with its defaults', () => {
    assert.deepEqual(faultForms.map(({ name }) => name).toSorted(), faultNames.toSorted())
    for (const { name, defaults } of faultForms) {
      assert.deepEqual(defaults, faultDefaults[name as keyof typeof faultDefaults], name)
    }
  })

  it('ask for every setting', () => {
    for (const { settings, defaults } of faultForms) {
      assert.deepEqual(settings.map(({ name }) => name).toSorted(), Object.keys(defaults).toSorted())
    }
  })
})

describe('fields', () => {
  it('show what the fault is told, else what it would be told', () => {
    assert.deepEqual(fieldsOf(form('decline_storm'), null), { rate: '100', decline_code: 'card_declined' })
    assert.deepEqual(fieldsOf(form('slow_answers'), { enabled: true, rate: 0.07, delay_milliseconds: 250 }), {
      rate: '7',
      delay_milliseconds: '250',
    })
  })

  it('are said to be wrong in a sentence', () => {
    assert.equal(fieldProblem(setting('slow_answers', 'rate'), '0'), null)
    assert.equal(fieldProblem(setting('slow_answers', 'rate'), '101'), 'A whole number from 0 to 100.')
    assert.equal(
      fieldProblem(setting('slow_answers', 'delay_milliseconds'), '0'),
      'A whole number from 1 to 30,000.',
    )
    assert.equal(hasProblem(form('webhook_delays'), { delay_seconds: '' }), true)
    assert.equal(hasProblem(form('webhook_delays'), { delay_seconds: '60' }), false)
  })

  it('become the body that switches the fault on or off', () => {
    assert.deepEqual(switchOn(form('webhook_drops'), { rate: '50', lost: 'answer' }), {
      webhook_drops: { enabled: true, rate: 0.5, lost: 'answer' },
    })
    assert.deepEqual(switchOff(form('webhook_drops')), { webhook_drops: null })
  })
})
