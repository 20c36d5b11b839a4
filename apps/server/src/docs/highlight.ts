import { escapeHtml } from '../platform/http/escape-html.ts'

/** What a pattern's named group is shown as; the class names stand in `assets/docs.css`. */
type Highlighter = { pattern: RegExp; languages: readonly string[] }

const quoted = `"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*'`

const highlighters: readonly Highlighter[] = [
  {
    languages: ['json'],
    pattern:
      /(?<name>"(?:[^"\\\n]|\\.)*")(?=\s*:)|(?<text>"(?:[^"\\\n]|\\.)*")|(?<number>-?\b\d[\d.eE+-]*\b|\b(?:true|false|null)\b)/g,
  },
  {
    languages: ['sh'],
    pattern: new RegExp(`(?<note>(?<=^|\\s)#.*)|(?<text>${quoted})|(?<name>\\$\\{?\\w+\\}?)`, 'gm'),
  },
  {
    languages: ['js', 'ts'],
    pattern: new RegExp(
      `(?<note>//.*)|(?<text>${quoted}|\`[^\`]*\`)|(?<name>\\b(?:import|from|const|let|for|of|await|async|function|return|if|else|new|throw|export)\\b)|(?<number>\\b\\d[\\d_.]*\\b)`,
      'g',
    ),
  },
]

/** The code as HTML with its parts marked, for the few languages that the guides use; others come out plain. */
export const highlight = (code: string, language: string): string => {
  const pattern = highlighters.find(({ languages }) => languages.includes(language))?.pattern
  if (!pattern) return escapeHtml(code)
  let html = ''
  let at = 0
  for (const match of code.matchAll(pattern)) {
    const kind = Object.entries(match.groups!).find(([, text]) => text !== undefined)![0]
    html += `${escapeHtml(code.slice(at, match.index))}<span class="${kind}">${escapeHtml(match[0])}</span>`
    at = match.index + match[0].length
  }
  return html + escapeHtml(code.slice(at))
}
