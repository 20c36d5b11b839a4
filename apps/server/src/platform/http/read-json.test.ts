import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from './errors.ts'
import { readJson } from './read-json.ts'

const refusalOf = (bytes: Buffer | string): [code: string, param: string | undefined] => {
  try {
    readJson(Buffer.from(bytes as string))
  } catch (error) {
    if (error instanceof Refusal) return [error.definition.code, error.context.param]
    throw error
  }
  throw new Error('It was not refused.')
}

describe('readJson', () => {
  it('reads JSON, and nothing at all', () => {
    assert.deepEqual(readJson(Buffer.from('{"a": "ü€😀"}')), { a: 'ü€😀' })
    assert.equal(readJson(Buffer.alloc(0)), undefined)
  })

  it('keeps a key __proto__ as a plain field', () => {
    const value = readJson(Buffer.from('{"__proto__": {"isAdmin": true}}')) as Record<string, unknown>
    assert.deepEqual(Object.keys(value), ['__proto__'])
    assert.equal(value['isAdmin'], undefined)
  })

  it('refuses what is not JSON or not UTF-8', () => {
    for (const text of ['{', '{"a":1,}', 'undefined', '\u{feff}{}', "{'a':1}"])
      assert.deepEqual(refusalOf(text), ['INVALID_JSON', undefined], text)
    assert.deepEqual(refusalOf(Buffer.from([0x22, 0xc3, 0x28, 0x22])), ['INVALID_JSON', undefined])
  })

  it('refuses text that cannot be stored, and says where', () => {
    assert.deepEqual(refusalOf('{"a": [{"b": "x\\u0000"}]}'), ['INVALID_REQUEST', 'a[0].b'])
    assert.deepEqual(refusalOf('{"a": "\\ud83d"}'), ['INVALID_REQUEST', 'a'])
    assert.deepEqual(refusalOf('{"a": {"\\u0000": 1}}'), ['INVALID_REQUEST', 'a'])
  })

  it('takes whole surrogate pairs and an escaped backslash', () => {
    assert.deepEqual(readJson(Buffer.from('{"a": "\\ud83d\\ude00 \\\\u0000"}')), { a: '😀 \\u0000' })
  })

  it('goes as deep as a body can', () => {
    const depth = 200_000
    assert.deepEqual(refusalOf(`${'['.repeat(depth)}"\\u0000"${']'.repeat(depth)}`)[0], 'INVALID_REQUEST')
  })
})
