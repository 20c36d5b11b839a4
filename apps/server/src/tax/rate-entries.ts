import { InvalidRateFile } from './invalid-rate-file.ts'

/** One rate as it stands in the file, and the line on which it begins. */
export type RateEntry = { line: number; values: Record<string, unknown> }

/** A first line of field names, then one rate a line. A field with a comma stands in double quotes. */
export const readCsvEntries = (text: string): RateEntry[] => {
  const [header, ...lines] = text.split(/\r?\n/)
  const names = fieldsOf(header ?? '', 1).map((name) => name.trim())
  return lines.flatMap((content, index) => {
    const line = index + 2
    if (content.trim() === '' || content.startsWith('#')) return []
    const values = fieldsOf(content, line)
    if (values.length !== names.length)
      throw new InvalidRateFile(
        line,
        `there are ${values.length} fields where the first line names ${names.length}.`,
      )
    return [{ line, values: Object.fromEntries(names.map((name, at) => [name, values[at]!.trim()])) }]
  })
}

const field = /\s*(?:"((?:[^"]|"")*)"\s*|([^",]*))(,|$)/y

const fieldsOf = (content: string, line: number): string[] => {
  const values: string[] = []
  field.lastIndex = 0
  for (;;) {
    const match = field.exec(content)
    if (!match) throw new InvalidRateFile(line, 'a quoted field does not end.')
    values.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === '') return values
  }
}

/** An array of objects. */
export const readJsonEntries = (text: string): RateEntry[] => {
  const parsed = parsedJson(text)
  if (!Array.isArray(parsed)) throw new InvalidRateFile(1, 'it must be an array of rates.')
  const lines = linesOfEntries(text)
  return parsed.map((values, index) => {
    const line = lines[index] ?? 1
    if (typeof values !== 'object' || values === null || Array.isArray(values))
      throw new InvalidRateFile(line, 'a rate must be an object.')
    return { line, values }
  })
}

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.trimEnd().length)
    throw new InvalidRateFile(lineAt(text, position), `it is not JSON: ${message.split('\n', 1)[0]}`)
  }
}

const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length

/** The line on which each entry of the outermost array begins; the text is known to be JSON. */
const linesOfEntries = (text: string): number[] => {
  const lines: number[] = []
  let line = 1
  let depth = 0
  let isNext = false
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},\n]|[^\s"[\]{},]+/g)) {
    if (token === '\n') {
      line++
      continue
    }
    const isEnd = token === ']' || token === '}'
    if (depth === 1 && isNext && !isEnd) {
      lines.push(line)
      isNext = false
    }
    if (token === '[' || token === '{') depth++
    if (isEnd) depth--
    if (depth === 1 && (token === ',' || lines.length === 0)) isNext = true
  }
  return lines
}
