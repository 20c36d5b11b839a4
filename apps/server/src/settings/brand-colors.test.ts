import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { brandColors } from './brand-colors.ts'
import { contrastOf, inkOn, mixed, readableOn } from './color.ts'
import { defaults } from './defaults.ts'
import type { EffectiveSettings } from './defaults.ts'

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
const maybe = fc.option(color)
const branding = fc
  .record({ accent_color: maybe, background_color: maybe, primary_color: maybe, text_color: maybe })
  .map((colors): EffectiveSettings['branding'] => ({ ...defaults.branding, ...colors }) as never)

describe('contrastOf', () => {
  it('knows the ends and a pair in between', () => {
    assert.equal(Math.round(contrastOf('#000000', '#ffffff')), 21)
    assert.equal(contrastOf('#777777', '#777777'), 1)
    assert.equal(contrastOf('#767676', '#ffffff').toFixed(2), '4.54')
  })
})

describe('readableOn', () => {
  it('leaves a colour alone that can be read', () =>
    assert.equal(readableOn('#0b6e4f', ['#ffffff'], 4.5), '#0b6e4f'))

  it('finds a readable one on any ground', () => {
    fc.assert(
      fc.property(color, color, (chosen, ground) =>
        assert.ok(contrastOf(readableOn(chosen, [ground], 4.5), ground) >= 4.5),
      ),
    )
  })
})

describe('brandColors', () => {
  it('is nothing while nothing is chosen', () =>
    assert.equal(brandColors({ ...defaults.branding } as never), null))

  it('can be read, whatever a merchant chooses, in both schemes', () => {
    fc.assert(
      fc.property(branding, (chosen) => {
        const colors = brandColors(chosen)
        for (const [scheme, { page, panel }] of Object.entries(colors ?? {})) {
          const surface = scheme === 'light' ? '#ffffff' : '#1a1d20'
          const pairs: [string | undefined, string | undefined, number][] = [
            [page['accent'], surface, 4.5],
            [page['ink'], surface, 4.5],
            [page['ink-soft'], surface, 4.5],
            [page['button'], surface, 3],
            [page['on-button'], page['button'], 4.5],
            [page['on-button'], page['button-strong'], 4.5],
            [panel['ink'], panel['panel'], 4.5],
            [panel['ink'], panel['field'], 4.5],
            [panel['ink-soft'], panel['panel'], 4.5],
            [panel['accent'], panel['panel'], 4.5],
            [panel['problem'], panel['panel'], 4.5],
            [panel['line-strong'], panel['panel'], 3],
          ]
          for (const [one, other, least] of pairs)
            if (one && other)
              assert.ok(
                contrastOf(one, other) >= least,
                `${scheme}: ${one} on ${other}, ${JSON.stringify(chosen)}`,
              )
        }
      }),
    )
  })

  it("keeps a merchant's background and readable colours as they are", () => {
    const colors = brandColors({
      ...defaults.branding,
      background_color: '#fff7ed',
      primary_color: '#9a3412',
    } as never)!
    assert.equal(colors.light.panel['panel'], '#fff7ed')
    assert.equal(colors.dark.panel['panel'], '#fff7ed')
    assert.equal(colors.light.page['button'], '#9a3412')
  })
})

describe('mixed and inkOn', () => {
  it('go from one colour to the other', () => {
    assert.equal(mixed('#000000', '#ffffff', 0), '#000000')
    assert.equal(mixed('#000000', '#ffffff', 1), '#ffffff')
    assert.equal(inkOn('#ffff00'), '#000000')
    assert.equal(inkOn('#0000ff'), '#ffffff')
  })
})
