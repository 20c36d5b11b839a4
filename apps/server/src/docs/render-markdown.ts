import { Marked, type Tokens } from 'marked'
import { escapeHtml } from '../platform/http/escape-html.ts'
import { highlight } from './highlight.ts'

export type Heading = { id: string; text: string }

export type RenderedMarkdown = {
  /** The text of the first-level heading. */
  title: string
  /** The first paragraph as plain text. */
  summary: string
  /** Second-level headings, for the list beside the page. */
  headings: Heading[]
  html: string
}

/** What takes the place of `<!-- name -->` in a guide. */
export type GeneratedParts = Record<string, () => string>

const languageNames: Record<string, string> = { sh: 'Shell', json: 'JSON', js: 'JavaScript', http: 'HTTP' }

/**
 * A guide as HTML. Fenced code may name a file after its language (`js receiver.mjs`); links to other guides
 * (`testing.md`) lead to their pages. Guides are our own text, so their HTML is taken as it is.
 */
export const renderMarkdown = (markdown: string, generated: GeneratedParts = {}): RenderedMarkdown => {
  const headings: Heading[] = []
  let title = ''
  let summary = ''
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth, text }) {
        const plain = plainText(text)
        const inner = this.parser.parseInline(tokens)
        if (depth === 1) {
          title = plain
          return `<h1>${inner}</h1>\n`
        }
        const id = idOf(plain)
        if (depth === 2) headings.push({ id, text: plain })
        return `<h${depth} id="${id}">${inner}<a class="anchor" href="#${id}" aria-label="Link to “${escapeHtml(plain)}”">#</a></h${depth}>\n`
      },
      paragraph({ tokens, text }) {
        summary ||= plainText(text)
        return `<p>${this.parser.parseInline(tokens)}</p>\n`
      },
      code: ({ text, lang }) => codeBlock(text, lang ?? ''),
      link({ href, title: hint, tokens }) {
        const inner = this.parser.parseInline(tokens)
        return `<a href="${escapeHtml(pageAddress(href))}"${hint ? ` title="${escapeHtml(hint)}"` : ''}>${inner}</a>`
      },
      table(token) {
        return tableOf(
          token.header.map((cell) => this.parser.parseInline(cell.tokens)),
          token.rows.map((row: Tokens.TableCell[]) =>
            row.map((cell) => this.parser.parseInline(cell.tokens)),
          ),
        )
      },
      html({ text }) {
        const name = /^<!-- ([\w-]+) -->\s*$/.exec(text)?.[1]
        if (!text.startsWith('<!--')) return text
        return (name && generated[name]?.()) || ''
      },
    },
  })
  const html = marked.parse(markdown, { async: false })
  return { title, summary, headings, html }
}

/** @param info What follows the fence: the language, then a file name or nothing. */
export const codeBlock = (code: string, info: string): string => {
  const [language = '', second = ''] = info.split(/\s+/)
  const label = second.includes('.') ? second : (languageNames[language] ?? 'Text')
  return `<figure class="code"><figcaption>${escapeHtml(label)}</figcaption><pre tabindex="0"><code>${highlight(code, language)}</code></pre></figure>\n`
}

/** Cells are HTML. On a narrow window each row becomes a block of its own, its cells named by the column. */
export const tableOf = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const columns = header.map((cell) => cell.replace(/<[^>]*>/g, ''))
  const rowOf = (row: readonly string[]) =>
    `<tr>${row.map((cell, at) => `<td data-column="${columns[at]}">${cell}</td>`).join('')}</tr>`
  return `<div class="table" tabindex="0"><table><thead><tr>${header
    .map((cell) => `<th scope="col">${cell}</th>`)
    .join('')}</tr></thead><tbody>${rows.map(rowOf).join('')}</tbody></table></div>\n`
}

const idOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s+/g, '-')

const plainText = (markdown: string) => markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '')

const pageAddress = (href: string) => {
  const guide = /^([\w-]+)\.md(#.*)?$/.exec(href)
  if (!guide) return href
  return `${guide[1] === 'README' ? '/docs' : `/docs/${guide[1]}`}${guide[2] ?? ''}`
}
