import { httpErrors, refuse } from '../platform/http/errors.ts'
import { maxDocumentBytes } from './schemas.ts'

/** By how files of each kind begin: what a caller says about a file proves nothing. */
const kinds: readonly [contentType: string, start: readonly number[]][] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
]

const base64 = /^[A-Za-z0-9+/]+={0,2}$/

/** The file in a body. Refuses INVALID_REQUEST for what is no base64, too large, or no PNG, JPEG or PDF. */
export const readDocument = (content: string): { bytes: Buffer; contentType: string } => {
  if (content.length % 4 !== 0 || !base64.test(content)) throw refuseContent('is not base64')
  const bytes = Buffer.from(content, 'base64')
  if (bytes.length > maxDocumentBytes) throw refuseContent('has more than 5 MiB')
  const contentType = kinds.find(([, start]) => start.every((byte, at) => bytes[at] === byte))?.[0]
  if (!contentType) throw refuseContent('is no PNG, JPEG or PDF')
  return { bytes, contentType }
}

const refuseContent = (what: string) =>
  refuse(httpErrors.INVALID_REQUEST, { param: 'content', message: `"content" ${what}.` })
