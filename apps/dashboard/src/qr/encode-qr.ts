import { allCodewords, dataCodewords, versionFor } from './qr-codewords.ts'
import { drawCodewords, gridOf } from './qr-grid.ts'
import { bestMasked } from './qr-mask.ts'

/** The squares of a code, dark ones true, by row; without the quiet zone around it. */
export type QrMatrix = readonly (readonly boolean[])[]

/**
 * Draws a text as a QR code: byte mode in UTF-8, error correction level M, the smallest of the versions 1 to 10.
 *
 * @returns Null for a text of more than 213 bytes.
 * @see     ISO/IEC 18004:2015.
 * @example encodeQr('https://pay.example/l/pl_01')?.length // 29: version 3
 */
export const encodeQr = (text: string): QrMatrix | null => {
  const bytes = new TextEncoder().encode(text)
  const version = versionFor(bytes)
  if (version === null) return null
  const grid = gridOf(version)
  drawCodewords(grid, allCodewords(dataCodewords(bytes, version), version))
  return bestMasked(grid).dark
}
