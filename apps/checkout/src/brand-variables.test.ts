import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pageVariables, panelVariables } from './brand-variables.ts'

const colors = {
  light: { page: { accent: '#112233' }, panel: { panel: '#fff7ed' } },
  dark: { page: { accent: '#aabbcc' }, panel: { panel: '#fff7ed' } },
}

describe('pageVariables', () => {
  it('names nothing without branding', () => assert.deepEqual(pageVariables(undefined, false), {}))

  it('takes the colours of the scheme', () => {
    assert.deepEqual(pageVariables({ colors }, false), { '--color-accent': '#112233' })
    assert.deepEqual(pageVariables({ colors }, true), { '--color-accent': '#aabbcc' })
  })

  it('rounds fields a little less than buttons, and neither below zero', () => {
    assert.deepEqual(pageVariables({ corner_radius: 12 }, false), {
      '--radius-button': '12px',
      '--radius-control': '10px',
    })
    assert.equal(pageVariables({ corner_radius: 0 }, false)['--radius-control'], '0px')
  })

  it('knows every font, and leaves one that it does not know alone', () => {
    for (const font_family of ['instrument_sans', 'system_sans', 'system_serif', 'monospace'])
      assert.ok(pageVariables({ font_family }, false)['--font-sans'])
    assert.deepEqual(pageVariables({ font_family: 'comic' }, false), {})
  })
})

describe('panelVariables', () => {
  it('are those of the half with the order', () =>
    assert.deepEqual(panelVariables({ colors }, true), { '--color-panel': '#fff7ed' }))
})
