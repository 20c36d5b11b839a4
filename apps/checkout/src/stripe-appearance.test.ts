import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stripeAppearance } from './stripe-appearance.ts'

describe("the look of the processor's form", () => {
  const page: Record<string, string> = { '--color-accent': ' #0b6e4f', '--radius-control': '10px' }
  const read = (name: string) => page[name] ?? ''

  it("is the page's own", () => {
    const { variables } = stripeAppearance(read, false)
    assert.equal(variables['colorPrimary'], '#0b6e4f')
    assert.equal(variables['borderRadius'], '10px')
  })

  it('follows the scheme', () => {
    assert.equal(stripeAppearance(read, false).theme, 'stripe')
    assert.equal(stripeAppearance(read, true).theme, 'night')
  })
})
