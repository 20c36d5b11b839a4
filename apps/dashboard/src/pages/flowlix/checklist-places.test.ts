import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type FlowlixLine, placeOfLine } from './checklist-places.ts'

const line = (fields: Partial<FlowlixLine>): FlowlixLine => ({
  line: 'test_key_used',
  title: 'A test key exists and works',
  status: 'open',
  measured: 'There is none.',
  next_step: 'Create one.',
  place: 'api_keys',
  ...fields,
})
const both = { live: 'menv_live', sandbox: 'menv_test' }

describe('where a line of the checklist is done', () => {
  it('is the sandbox, or live mode for its own lines', () => {
    assert.deepEqual(placeOfLine(line({}), both), { to: '/dashboard/menv_test/api-keys', words: 'API keys' })
    assert.equal(placeOfLine(line({ line: 'live_key_used' }), both)?.to, '/dashboard/menv_live/api-keys')
    assert.equal(
      placeOfLine(line({ line: 'monitoring_alerts_on', place: 'alert_rules' }), both)?.to,
      '/dashboard/menv_live/alerts',
    )
  })
  it('is nowhere where the person may not be, or where nothing is to be done here', () => {
    assert.equal(placeOfLine(line({ line: 'live_key_used' }), { ...both, live: undefined }), null)
    assert.equal(placeOfLine(line({ place: null }), both), null)
    assert.equal(placeOfLine(line({ place: 'somewhere new' }), both), null)
  })
})
