import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { caretAfterFormat, removeThroughSeparator } from './caret.ts'

describe('caretAfterFormat', () => {
  it('stays at the end when typing at the end', () => {
    assert.equal(caretAfterFormat('42424', 5, '4242 4'), 6)
    assert.equal(caretAfterFormat('12', 2, '12 / '), 5)
  })
  it('stays behind the digit that was typed in the middle', () => {
    assert.equal(caretAfterFormat('4294 242', 3, '4294 242'), 3)
    assert.equal(caretAfterFormat('42429 4242', 5, '4242 9424 2'), 6)
  })
  it('stays at the start', () => assert.equal(caretAfterFormat('4242 4', 0, '4242 4'), 0))
})

describe('removeThroughSeparator', () => {
  it('takes the digit before the space that backspace removed', () => {
    assert.deepEqual(removeThroughSeparator('42424', 4, 'backward'), { text: '4244', caret: 3 })
  })
  it('takes the digit after the space that delete removed', () => {
    assert.deepEqual(removeThroughSeparator('42429', 4, 'forward'), { text: '4242', caret: 4 })
  })
  it('leaves a text without a digit on that side', () => {
    assert.deepEqual(removeThroughSeparator(' 42', 0, 'backward'), { text: ' 42', caret: 0 })
  })
})
