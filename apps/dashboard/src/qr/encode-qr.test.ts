import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { encodeQr, type QrMatrix } from './encode-qr.ts'
import { qrPath, qrSvg, quietZone, sideOf } from './qr-svg.ts'
import { correctionOf } from './reed-solomon.ts'

const drawn = (matrix: QrMatrix): string[] =>
  matrix.map((line) => line.map((isDark) => (isDark ? '#' : '.')).join(''))

// Both as another encoder draws them (`qrcode` 1.5 for Node, byte mode, level M).
const flint = [
  '#######.#####.#######',
  '#.....#.###...#.....#',
  '#.###.#.#.#...#.###.#',
  '#.###.#...###.#.###.#',
  '#.###.#.#..##.#.###.#',
  '#.....#...#...#.....#',
  '#######.#.#.#.#######',
  '.....................',
  '#..#######.#.#..#.###',
  '..#..#...#.###.###...',
  '....#.#.##.##..#.####',
  '#.#.#...###.#####.#.#',
  '..#####...########..#',
  '........#...###....##',
  '#######.#.##.....##..',
  '#.....#.###...#..####',
  '#.###.#.#....##.##.##',
  '#.###.#.##..###.#....',
  '#.###.#....###.###.##',
  '#.....#....##....####',
  '#######.##..##..##...',
]
/** The longest text of each version, its size, and the first half of the SHA-256 of its rows. */
const versions: readonly (readonly [bytes: number, size: number, digest: string])[] = [
  [14, 21, '43ceb16b461c2830ff2571dc1416d572'],
  [26, 25, '64050694488a35f7e2afa2264102e736'],
  [42, 29, 'c40a37bd4d4d5c779f4e6254d88bea6b'],
  [62, 33, '610012ed7dc7ab915bd40c1bded33769'],
  [84, 37, '5bb81dab9854caeedfeb10286077d33c'],
  [106, 41, '9772a84c506ec35ffabd556a0cff11a6'],
  [122, 45, '79374c5c6f14bee879c8033a1fbc7e39'],
  [152, 49, 'c6515b739a2c5be919f5a0fed3766a28'],
  [180, 53, '359922caf1249ae2df491c470a264b46'],
  [213, 57, 'f02d761640e2ab39eabe37b4e08aaa34'],
]

describe('encodeQr', () => {
  it('draws a short text as every encoder does', () => assert.deepEqual(drawn(encodeQr('Flint')!), flint))

  const text = 'https://pay.example/l/pl_01M80ABTP3QX2S83HH3REHK4BX?'.repeat(5)
  for (const [bytes, size, digest] of versions)
    it(`fills ${size} squares with ${bytes} bytes`, () => {
      const rows = drawn(encodeQr(text.slice(0, bytes))!)
      assert.equal(rows.length, size)
      assert.equal(createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 32), digest)
    })

  it('counts bytes, not letters, and says when there are too many', () => {
    assert.equal(encodeQr('é'.repeat(7))!.length, 21)
    assert.equal(encodeQr('é'.repeat(8))!.length, 25)
    assert.equal(encodeQr('x'.repeat(214)), null)
  })
})

describe('correctionOf', () => {
  it('is that of the example in the standard', () =>
    // ISO/IEC 18004:2015, annex I: 01234567 at level M, version 1.
    assert.deepEqual(
      correctionOf(
        [0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11],
        10,
      ),
      [0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55],
    ))
})

describe('qrSvg', () => {
  const matrix = encodeQr('Flint')!
  it('leaves the light around it that readers need', () => {
    assert.equal(sideOf(matrix), 21 + 2 * quietZone)
    assert.match(qrSvg(matrix), /viewBox="0 0 29 29"/)
  })
  it('draws each dark square once', () => {
    const area = [...qrPath(matrix).matchAll(/h(\d+)v1/g)].reduce((sum, [, run]) => sum + Number(run), 0)
    assert.equal(area, drawn(matrix).join('').replaceAll('.', '').length)
  })
})
