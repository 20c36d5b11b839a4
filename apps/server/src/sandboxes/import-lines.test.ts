import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { linesOf } from './import-lines.ts'

async function* pieces(bytes: Buffer, sizeBytes: number) {
  for (let at = 0; at < bytes.length; at += sizeBytes) yield bytes.subarray(at, at + sizeBytes)
}
const read = async (text: string, sizeBytes: number) => {
  const lines: string[] = []
  for await (const line of linesOf(pieces(Buffer.from(text), sizeBytes))) {
    assert.equal(line.number, lines.length + 1)
    lines.push(line.text)
  }
  return lines
}

describe('linesOf', () => {
  it('gives the lines of a text, in whatever pieces it comes', async () => {
    const Text = fc.array(fc.constantFrom('a', '\n', 'é', '𝄞', '{}')).map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(Text, fc.integer({ min: 1, max: 9 }), async (text, sizeBytes) => {
        const expected = text.split('\n')
        if (expected.at(-1) === '') expected.pop()
        assert.deepEqual(await read(text, sizeBytes), expected)
      }),
    )
  })

  it('refuses a line that is longer than any row, before all of it is there', async () => {
    const line = Buffer.alloc(1024 * 1024, 'a')
    let sent = 0
    async function* endless() {
      for (;;) {
        sent++
        yield line
      }
    }
    await assert.rejects(async () => {
      for await (const _ of linesOf(endless())) assert.fail()
    }, /too long/)
    assert.equal(sent, 9)
  })
})
