/** Text that is HTML already: what `html` puts in without escaping it again. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!)

/**
 * Writes HTML in which every value is escaped, between tags and in quoted attributes alike.
 * @example html`<p title="${name}">${name}</p>`
 */
export const html = (parts: TemplateStringsArray, ...values: readonly (string | Html)[]): Html =>
  new Html(
    parts.reduce((text, part, index) => {
      const value = values[index - 1]!
      return text + (value instanceof Html ? value.text : escaped(value)) + part
    }),
  )

export const nothing = new Html('')
