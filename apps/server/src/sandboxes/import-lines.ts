import { refuse } from '../platform/http/errors.ts'
import { sandboxErrors } from './errors.ts'

export type Line = { number: number; text: string }

/** More than any row has: an order of 1,000 lines takes about one megabyte. */
const longestLine = 64 * 1024 * 1024

export const refuseLine = (number: number, reason: string) =>
  refuse(sandboxErrors.SANDBOX_IMPORT_INVALID, {
    message: `Line ${number} of the file cannot be used: ${reason}.`,
    details: [{ code: 'INVALID_LINE', message: reason, line: number }],
  })

/** The lines of a text that arrives in pieces. The last one need not end with a line feed. */
export async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let number = 0
  let rest = ''
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      throw refuseLine(number + 1, 'it is not UTF-8')
    }
  }
  for await (const chunk of bytes) {
    const parts = (rest + decode(chunk)).split('\n')
    rest = parts.pop()!
    for (const text of parts) yield { number: ++number, text }
    if (rest.length > longestLine) throw refuseLine(number + 1, 'it is too long')
  }
  rest += decode()
  if (rest !== '') yield { number: ++number, text: rest }
}
