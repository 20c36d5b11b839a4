import { escapeHtml } from '../platform/http/escape-html.ts'

/** Text that is HTML already: what `html` puts in without escaping it again. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/**
 * Writes HTML in which every value is escaped, between tags and in quoted attributes alike.
 * @example html`<p title="${name}">${name}</p>`
 */
export const html = (parts: TemplateStringsArray, ...values: readonly (string | Html)[]): Html =>
  new Html(
    parts.reduce((text, part, index) => {
      const value = values[index - 1]!
      return text + (value instanceof Html ? value.text : escapeHtml(value)) + part
    }),
  )

export const nothing = new Html('')
