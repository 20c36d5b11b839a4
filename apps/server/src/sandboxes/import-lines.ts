import { refuse } from '../platform/http/errors.ts'
import { sandboxErrors } from './errors.ts'

export type Line = { number: number; text: string }

/** More than any row has: an order of 1,000 lines takes about one megabyte. */
const longestLine = 8 * 1024 * 1024

export const refuseLine = (number: number, reason: string) =>
  refuse(sandboxErrors.SANDBOX_IMPORT_INVALID, {
    message: `Line ${number} of the file cannot be used: ${reason}.`,
    details: [{ code: 'INVALID_LINE', message: reason, line: number }],
  })

/** The lines of a text that arrives in pieces. The last one need not end with a line feed. */
export async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let number = 0
  // Joined once, when the line is whole: a long one that comes in small pieces is not copied with each of them.
  let pieces: string[] = []
  let size = 0
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      throw refuseLine(number + 1, 'it is not UTF-8')
    }
  }
  const add = (piece: string) => {
    if (piece === '') return
    pieces.push(piece)
    size += piece.length
    if (size > longestLine) throw refuseLine(number + 1, 'it is too long')
  }
  const line = (): Line => {
    const text = pieces.join('')
    pieces = []
    size = 0
    return { number: ++number, text }
  }
  for await (const chunk of bytes) {
    const [first, ...others] = decode(chunk).split('\n')
    add(first!)
    for (const piece of others) {
      yield line()
      add(piece)
    }
  }
  add(decode())
  if (size > 0) yield line()
}
