import { useMemo } from 'react'
import { Button } from '../../parts/Button.tsx'
import { encodeQr } from '../../qr/encode-qr.ts'
import { qrPath, qrSvg, sideOf } from '../../qr/qr-svg.ts'
import { downloadQrPng, downloadQrSvg } from './download-qr.ts'

/** The link for cameras; made here, so that no other service learns of it. */
export const QrCode = ({ text, fileName }: { text: string; fileName: string }) => {
  const matrix = useMemo(() => encodeQr(text), [text])
  if (matrix === null) return <p className="text-ink-soft">This address is too long for a QR code.</p>
  const side = sideOf(matrix)
  return (
    <figure className="shrink-0 space-y-2">
      <svg
        role="img"
        aria-label="QR code of the payment link"
        viewBox={`0 0 ${side} ${side}`}
        className="rounded-control size-40 border border-line"
        shapeRendering="crispEdges"
      >
        <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
        <path fill="#000" d={qrPath(matrix)} />
      </svg>
      <figcaption className="flex gap-2">
        <Button isSmall onClick={() => downloadQrSvg(qrSvg(matrix), fileName)}>
          <span className="sr-only">Download QR code as </span>SVG
        </Button>
        <Button isSmall onClick={() => downloadQrPng(matrix, fileName)}>
          <span className="sr-only">Download QR code as </span>PNG
        </Button>
      </figcaption>
    </figure>
  )
}
