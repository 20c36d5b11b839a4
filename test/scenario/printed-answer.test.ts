import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stepsOf } from './guide-steps.ts'
import { differenceTo, lineDifference } from './printed-answer.ts'

const id = (prefix: string, character: string) => `${prefix}_${character.repeat(26)}`

describe('differenceTo', () => {
  it('none: fewer fields than there are, ids and times of their own', () => {
    const printed = { data: { order_id: id('ord', '0'), at: '2026-10-05T09:00:00Z', total: 5 } }
    const actual = {
      data: { order_id: id('ord', '1'), at: '2026-11-21T10:01:02.345Z', total: 5, more: 1 },
      meta: {},
    }
    assert.equal(differenceTo(printed, actual), null)
  })

  const wrong: [what: string, printed: unknown, actual: unknown][] = [
    ['another value', { a: { b: 1 } }, { a: { b: 2 } }],
    ['another word', { a: 'open' }, { a: 'paid' }],
    ['a field that is missing', { a: null }, {}],
    ['an id of another kind', { a: id('ord', '0') }, { a: id('pi', '0') }],
    ['a list of another length', { a: [1] }, { a: [1, 2] }],
    ['text for a number', { a: 1 }, { a: '1' }],
    ['nothing for an object', { a: {} }, { a: null }],
  ]
  for (const [what, printed, actual] of wrong)
    it(`told: ${what}`, () => assert.match(differenceTo(printed, actual)!, /^the answer\.a/))
})

describe('lineDifference', () => {
  it('compares every line, ids by their kind', () => {
    assert.equal(lineDifference(`order.paid ${id('ord', '0')}`, `order.paid ${id('ord', '7')}\n`), null)
    assert.ok(lineDifference('order.paid', 'order.paid\norder.paid'))
  })
})

describe('stepsOf', () => {
  it('reads blocks in order, with what is done by hand', () => {
    const guide =
      '```sh setup\nnpm start\n```\ntext\n```sh\nls\n```\n```json\n{}\n```\n<!-- test: press the button -->\n\n```js a.mjs\n1\n```'
    assert.deepEqual(
      stepsOf(guide).map(({ kind }) => kind),
      ['setup', 'shell', 'answer', 'by hand', 'file'],
    )
  })

  it('refuses a block that nobody would run', () =>
    assert.throws(() => stepsOf('```python\nprint()\n```'), /none that a test can run/))
})
