import type { QrMatrix } from '../../qr/encode-qr.ts'
import { quietZone, sideOf } from '../../qr/qr-svg.ts'

/** Pixels for each square: a code of the usual length is about a thousand wide, enough for a poster seen from near. */
const squarePx = 24

const download = (blob: Blob, name: string): void => {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken it by then; an address that is dropped at once may come too early for it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

export const downloadQrSvg = (svg: string, fileName: string): void =>
  download(new Blob([svg], { type: 'image/svg+xml' }), `${fileName}.svg`)

export const downloadQrPng = (matrix: QrMatrix, fileName: string): void => {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = sideOf(matrix) * squarePx
  const drawing = canvas.getContext('2d')
  if (drawing === null) return
  drawing.fillStyle = '#fff'
  drawing.fillRect(0, 0, canvas.width, canvas.height)
  drawing.fillStyle = '#000'
  for (const [row, line] of matrix.entries())
    for (const [column, isDark] of line.entries())
      if (isDark)
        drawing.fillRect((column + quietZone) * squarePx, (row + quietZone) * squarePx, squarePx, squarePx)
  canvas.toBlob((blob) => {
    if (blob) download(blob, `${fileName}.png`)
  }, 'image/png')
}
