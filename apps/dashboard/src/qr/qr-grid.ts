import { sizeOf, type QrVersion } from './qr-versions.ts'

/** The squares of a code while it is drawn: dark ones, and those that are no place for data. By row, then column. */
export interface QrGrid {
  readonly size: number
  readonly dark: boolean[][]
  readonly isFixed: boolean[][]
}

const squareOf = (size: number): boolean[][] =>
  Array.from({ length: size }, () => Array.from({ length: size }, () => false))

export const emptyGrid = (size: number): QrGrid => ({ size, dark: squareOf(size), isFixed: squareOf(size) })

const fix = ({ size, dark, isFixed }: QrGrid, row: number, column: number, isDark: boolean): void => {
  if (row < 0 || column < 0 || row >= size || column >= size) return
  dark[row]![column] = isDark
  isFixed[row]![column] = true
}

/** One of the three large squares, with the light line around it. */
const drawFinder = (grid: QrGrid, row: number, column: number): void => {
  for (let down = -4; down <= 4; down++) {
    for (let right = -4; right <= 4; right++) {
      const distance = Math.max(Math.abs(down), Math.abs(right))
      fix(grid, row + down, column + right, distance !== 2 && distance !== 4)
    }
  }
}

const drawAlignment = (grid: QrGrid, row: number, column: number): void => {
  for (let down = -2; down <= 2; down++) {
    for (let right = -2; right <= 2; right++) {
      fix(grid, row + down, column + right, Math.max(Math.abs(down), Math.abs(right)) !== 1)
    }
  }
}

const bit = (value: number, place: number): boolean => ((value >>> place) & 1) === 1

/** The remainder of `value` times x^`degree` by a generator. */
const checkBits = (value: number, degree: number, generator: number): number => {
  let rest = value
  for (let step = 0; step < degree; step++) rest = (rest << 1) ^ ((rest >>> (degree - 1)) * generator)
  return rest
}

/** Level M and the mask, twice. Source: ISO/IEC 18004, 7.9. */
export const drawFormat = (grid: QrGrid, mask: number): void => {
  const levelM = 0b00
  const value = (levelM << 3) | mask
  const bits = ((value << 10) | checkBits(value, 10, 0x537)) ^ 0x5412
  const { size } = grid
  for (let place = 0; place <= 5; place++) fix(grid, place, 8, bit(bits, place))
  fix(grid, 7, 8, bit(bits, 6))
  fix(grid, 8, 8, bit(bits, 7))
  fix(grid, 8, 7, bit(bits, 8))
  for (let place = 9; place < 15; place++) fix(grid, 8, 14 - place, bit(bits, place))
  for (let place = 0; place < 8; place++) fix(grid, 8, size - 1 - place, bit(bits, place))
  for (let place = 8; place < 15; place++) fix(grid, size - 15 + place, 8, bit(bits, place))
  fix(grid, size - 8, 8, true)
}

/** Source: ISO/IEC 18004, 7.10. */
const drawVersion = (grid: QrGrid, version: number): void => {
  const bits = (version << 12) | checkBits(version, 12, 0x1f25)
  for (let place = 0; place < 18; place++) {
    const far = grid.size - 11 + (place % 3)
    const near = Math.floor(place / 3)
    fix(grid, near, far, bit(bits, place))
    fix(grid, far, near, bit(bits, place))
  }
}

/** Everything but the data, with the places of the format kept free. */
export const gridOf = (version: QrVersion): QrGrid => {
  const size = sizeOf(version)
  const grid = emptyGrid(size)
  for (let place = 0; place < size; place++) {
    fix(grid, 6, place, place % 2 === 0)
    fix(grid, place, 6, place % 2 === 0)
  }
  const last = size - 7
  for (const row of version.alignment) {
    for (const column of version.alignment) {
      const isAtFinder = (row === 6 && (column === 6 || column === last)) || (row === last && column === 6)
      if (!isAtFinder) drawAlignment(grid, row, column)
    }
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    drawFinder(grid, row, column)
  drawFormat(grid, 0)
  if (version.version >= 7) drawVersion(grid, version.version)
  return grid
}

/** Fills the free squares in pairs of columns, from the right, up and down in turns. Source: ISO/IEC 18004, 7.7.3. */
export const drawCodewords = (grid: QrGrid, codewords: readonly number[]): void => {
  const { size, dark, isFixed } = grid
  let next = 0
  let isUpwards = true
  // The column of the dotted line is left out of the pairs.
  for (let right = size - 1; right >= 1; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < size; step++) {
      const row = isUpwards ? size - 1 - step : step
      for (const column of [right, right - 1]) {
        if (isFixed[row]![column]) continue
        dark[row]![column] = bit(codewords[next >>> 3] ?? 0, 7 - (next & 7))
        next++
      }
    }
    isUpwards = !isUpwards
  }
}
