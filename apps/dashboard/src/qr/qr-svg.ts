import type { QrMatrix } from './encode-qr.ts'

/** Light squares on each side, without which readers do not find the code. Source: ISO/IEC 18004, 6.3.8. */
export const quietZone = 4

/** The width, and height, of a code with the light around it, in squares. */
export const sideOf = (matrix: QrMatrix): number => matrix.length + 2 * quietZone

/** All dark squares as one path, a step for each run in a row. */
export const qrPath = (matrix: QrMatrix): string =>
  matrix
    .flatMap((line, row) =>
      [
        ...line
          .map((isDark) => (isDark ? '1' : '0'))
          .join('')
          .matchAll(/1+/g),
      ].map(
        ({ index, 0: run }) => `M${index + quietZone} ${row + quietZone}h${run.length}v1h-${run.length}z`,
      ),
    )
    .join('')

/** A picture for print, at any size. It is black on white in any colour scheme: readers expect that. */
export const qrSvg = (matrix: QrMatrix): string => {
  const side = sideOf(matrix)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${10 * side}" height="${10 * side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${qrPath(matrix)}"/></svg>\n`
  )
}
