/** A message without its styles in the text, which the page's policy forbids, and those styles. */
export type MessageParts = { readonly html: string; readonly css: string }

/** Where a style attribute waits to be applied. */
export const styleMark = 'data-message-style'

/**
 * Takes the styles out of a message's HTML, before anything parses it: the policy speaks up at a parsed one already. The
 * parsed document is never shown and runs nothing.
 */
export const messageParts = (html: string): MessageParts => {
  const sheets: string[] = []
  const bare = html
    .replaceAll(/<style[^>]*>([^]*?)<\/style>/gi, (_whole, sheet: string) => (sheets.push(sheet), ''))
    .replaceAll(/(<[^>]*\s)style=/gi, `$1${styleMark}=`)
  const parsed = new DOMParser().parseFromString(bare, 'text/html')
  for (const element of parsed.querySelectorAll('script, base, meta[http-equiv]')) element.remove()
  return { html: parsed.documentElement.outerHTML, css: sheets.join('\n') }
}

/** Gives a shown message its styles back, as a program may: the policy forbids those in the text only. */
export const applyStyles = (shown: Document, css: string): void => {
  for (const element of shown.querySelectorAll<HTMLElement>(`[${styleMark}]`)) {
    element.style.cssText = element.getAttribute(styleMark)!
  }
  const Sheet = (shown.defaultView as (Window & typeof globalThis) | null)?.CSSStyleSheet
  if (!Sheet) return
  const sheet = new Sheet()
  sheet.replaceSync(css)
  shown.adoptedStyleSheets = [sheet]
}
