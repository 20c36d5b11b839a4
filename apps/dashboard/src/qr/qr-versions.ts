/** A size of QR code, as it is at error correction level M. Source: ISO/IEC 18004, tables 1, 9 and E.1. */
export interface QrVersion {
  readonly version: number
  /** Data and correction together, in bytes. */
  readonly codewords: number
  readonly blocks: number
  readonly correctionPerBlock: number
  /** Rows, and columns, in which the centres of the small squares lie. */
  readonly alignment: readonly number[]
}

const version = (
  number: number,
  codewords: number,
  blocks: number,
  correctionPerBlock: number,
  alignment: readonly number[],
): QrVersion => ({ version: number, codewords, blocks, correctionPerBlock, alignment })

export const qrVersions: readonly QrVersion[] = [
  version(1, 26, 1, 10, []),
  version(2, 44, 1, 16, [6, 18]),
  version(3, 70, 1, 26, [6, 22]),
  version(4, 100, 2, 18, [6, 26]),
  version(5, 134, 2, 24, [6, 30]),
  version(6, 172, 4, 16, [6, 34]),
  version(7, 196, 4, 18, [6, 22, 38]),
  version(8, 242, 4, 22, [6, 24, 42]),
  version(9, 292, 5, 22, [6, 26, 46]),
  version(10, 346, 5, 26, [6, 28, 50]),
]

export const sizeOf = ({ version: number }: QrVersion): number => 17 + 4 * number

export const dataCodewordsOf = ({ codewords, blocks, correctionPerBlock }: QrVersion): number =>
  codewords - blocks * correctionPerBlock
