import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lineDetails, pictureOf } from './line-details.ts'
import { anOrder, usd } from './order-example.ts'

const line = anOrder().line_items[0]!

describe('lineDetails', () => {
  it('names options, modifiers with what they add, and texts once', () => {
    const details = lineDetails({
      ...line,
      selected_options: [{ name: 'Size', value: 'L' }],
      modifiers: [
        { modifier_group_name: 'Milk', name: 'Oat', quantity: 1, text_value: null, total_money: usd(50) },
        { modifier_group_name: null, name: 'Extra shot', quantity: 2, total_money: usd(0) },
        {
          modifier_group_name: 'Engraving',
          name: 'Engraving',
          text_value: 'For Ada',
          total_money: usd(-100),
        },
        { modifier_group_name: null, name: 'No ice', text_value: 'No ice' },
      ],
    })
    assert.deepEqual(details, [
      { words: 'Size: L', money: null },
      { words: 'Milk: Oat', money: usd(50) },
      { words: '2 × Extra shot', money: null },
      { words: 'Engraving: For Ada', money: usd(-100) },
      { words: 'No ice', money: null },
    ])
  })
})

describe('pictureOf', () => {
  it('takes what the page’s policy lets in', () => {
    const shown = [
      'https://shop.example/lamp.png',
      'http://localhost:3000/lamp.png',
      'http://127.0.0.1/lamp.png',
    ]
    for (const image of shown) assert.equal(pictureOf({ ...line, image }), image)
    const hidden = [
      'http://shop.example/lamp.png',
      'javascript:alert(1)',
      'data:image/png;base64,AA',
      'lamp',
      '',
      null,
    ]
    for (const image of hidden) assert.equal(pictureOf({ ...line, image }), null)
  })
})
