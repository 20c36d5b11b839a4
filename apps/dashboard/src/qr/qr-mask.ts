import { drawFormat, type QrGrid } from './qr-grid.ts'

/** Which free squares each mask turns round. Source: ISO/IEC 18004, table 10. */
const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_row, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
]

export const masked = ({ size, dark, isFixed }: QrGrid, mask: number): QrGrid => {
  const turns = masks[mask]!
  const grid = {
    size,
    isFixed,
    dark: dark.map((line, row) =>
      line.map((isDark, column) => (isFixed[row]![column] ? isDark : isDark !== turns(row, column))),
    ),
  }
  drawFormat(grid, mask)
  return grid
}

/** What a reader would mistake for one of the large squares: 1:1:3:1:1 with four light ones at a side. */
const finderLike = ['10111010000', '00001011101']

const lineScore = (line: string): number => {
  let score = 0
  for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) score += run.length - 2
  for (let start = 0; start + 11 <= line.length; start++)
    if (finderLike.includes(line.slice(start, start + 11))) score += 40
  return score
}

/** How hard a code is to read; less is better. Source: ISO/IEC 18004, 7.8.3. */
export const penaltyOf = ({ size, dark }: QrGrid): number => {
  const rows = dark.map((line) => line.map((isDark) => (isDark ? '1' : '0')).join(''))
  const columns = dark.map((_, column) => rows.map((row) => row[column]).join(''))
  let score = [...rows, ...columns].reduce((sum, line) => sum + lineScore(line), 0)
  let darkCount = 0
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const isDark = dark[row]![column]!
      if (isDark) darkCount++
      const below = dark[row + 1]
      const isBlock =
        below !== undefined &&
        column + 1 < size &&
        dark[row]![column + 1] === isDark &&
        below[column] === isDark &&
        below[column + 1] === isDark
      if (isBlock) score += 3
    }
  }
  // Ten for each whole twentieth that the dark squares are off one half.
  const all = size * size
  return score + 10 * Math.floor(Math.abs(20 * darkCount - 10 * all) / all)
}

/** The easiest to read of the eight; the first of several that are as easy. */
export const bestMasked = (grid: QrGrid): QrGrid => {
  const [first, ...others] = masks.map((_, mask) => masked(grid, mask))
  return others.reduce((best, next) => (penaltyOf(next) < penaltyOf(best) ? next : best), first!)
}
