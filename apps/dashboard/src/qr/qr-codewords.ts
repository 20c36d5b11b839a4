import { dataCodewordsOf, qrVersions, type QrVersion } from './qr-versions.ts'
import { correctionOf } from './reed-solomon.ts'

const byteMode = 0b0100
const lengthBitsOf = ({ version }: QrVersion): number => (version < 10 ? 8 : 16)

/** Bits of a text in byte mode, with what stands before it. */
const bitsNeeded = (bytes: Uint8Array, version: QrVersion): number =>
  4 + lengthBitsOf(version) + 8 * bytes.length

/** @returns The smallest size that takes these bytes; null where none of them does. */
export const versionFor = (bytes: Uint8Array): QrVersion | null =>
  qrVersions.find((version) => bitsNeeded(bytes, version) <= 8 * dataCodewordsOf(version)) ?? null

/** The text with its head and what fills the rest, in bytes. Source: ISO/IEC 18004, 7.4. */
export const dataCodewords = (bytes: Uint8Array, version: QrVersion): number[] => {
  const bits: number[] = []
  const push = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1)
  }
  const room = 8 * dataCodewordsOf(version)
  push(byteMode, 4)
  push(bytes.length, lengthBitsOf(version))
  for (const byte of bytes) push(byte, 8)
  push(0, Math.min(4, room - bits.length))
  push(0, -bits.length & 7)
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) push(pad, 8)
  return Array.from({ length: bits.length / 8 }, (_, index) =>
    bits.slice(8 * index, 8 * index + 8).reduce((value, bit) => (value << 1) | bit, 0),
  )
}

/**
 * All codewords in the order in which they are drawn: the data in blocks, the longer ones last, each with its own
 * correction, then column by column through the blocks. Source: ISO/IEC 18004, 7.5 and 7.6.
 */
export const allCodewords = (data: readonly number[], version: QrVersion): number[] => {
  const { blocks: count, correctionPerBlock } = version
  const shortLength = Math.floor(data.length / count)
  const longCount = data.length % count
  let start = 0
  const blocks = Array.from({ length: count }, (_, index) => {
    const length = shortLength + (index >= count - longCount ? 1 : 0)
    const block = data.slice(start, start + length)
    start += length
    return { data: block, correction: correctionOf(block, correctionPerBlock) }
  })
  const interleaved = (columns: readonly (readonly number[])[], length: number): number[] =>
    Array.from({ length }, (_, column) => columns.flatMap((block) => block.slice(column, column + 1))).flat()
  return [
    ...interleaved(
      blocks.map((block) => block.data),
      shortLength + 1,
    ),
    ...interleaved(
      blocks.map((block) => block.correction),
      correctionPerBlock,
    ),
  ]
}
