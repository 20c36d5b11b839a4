import { Html, html, nothing } from '../hosted-pages/html.ts'
import type { EmailContent } from './email.ts'

/** What Flint itself writes to people: short, one thing to do, the same words as HTML and as text. */
export type Letter = {
  subject: string
  /** Before what there is to do. */
  paragraphs: readonly string[]
  /** To be typed in somewhere. */
  code?: string
  link?: { label: string; url: string }
  /** After it. */
  closing?: readonly string[]
}

export const writeLetter = (letter: Letter): EmailContent => ({
  subject: letter.subject,
  html: letterHtml(letter),
  text: letterText(letter),
})

const letterText = ({ subject, paragraphs, code, link, closing = [] }: Letter): string =>
  [
    subject,
    ...paragraphs,
    ...(code === undefined ? [] : [`  ${code}`]),
    ...(link ? [`${link.label}:\n${link.url}`] : []),
    ...closing,
    'Flint',
  ]
    .map((part) => (part.includes('\n') ? part : wrapped(part)))
    .join('\n\n') + '\n'

const width = 72

const wrapped = (text: string): string =>
  text.startsWith('  ')
    ? text
    : text.replaceAll(new RegExp(`(.{1,${width}})(?: +|$)`, 'gu'), '$1\n').trimEnd()

const letterHtml = ({ subject, paragraphs, code, link, closing = [] }: Letter): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${subject}</title>
        <style>
          ${styles}
        </style>
      </head>
      <body style="margin:0">
        <div class="page">
          <main class="sheet">
            <h1>${subject}</h1>
            ${join(paragraphs.map((text) => html`<p>${text}</p>`))}
            ${code === undefined ? nothing : html`<p class="code">${code}</p>`}
            ${
              link
                ? html`<p><a class="button" href="${link.url}">${link.label}</a></p>
                    <p class="quiet">Or copy this address into your browser:<br />${link.url}</p>`
                : nothing
            }
            ${join(closing.map((text) => html`<p class="quiet">${text}</p>`))}
            <p class="quiet">Flint</p>
          </main>
        </div>
      </body>
    </html> `.text

const join = (parts: readonly Html[]): Html => new Html(parts.map((part) => part.text).join('\n'))

const styles = new Html(`
:root { color-scheme: light dark; }
.page { padding: 16px 12px; background: #f3f3f5; font: 16px/1.5 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; color: #1b1b1f; }
.sheet { max-width: 560px; margin: 0 auto; padding: 24px 20px; border-radius: 12px; background: #ffffff; }
h1 { margin: 0 0 16px; font-size: 20px; line-height: 1.3; overflow-wrap: anywhere; }
p { margin: 0 0 16px; overflow-wrap: anywhere; }
.quiet { color: #5b5b66; font-size: 14px; }
.code { font-size: 32px; font-weight: 700; letter-spacing: 6px; font-variant-numeric: tabular-nums; }
.button { display: inline-block; padding: 10px 18px; border-radius: 8px; background: #1b1b1f; color: #ffffff; text-decoration: none; }
@media (prefers-color-scheme: dark) {
  .page { background: #131317; color: #ececf1; }
  .sheet { background: #1d1d23; }
  .quiet { color: #a9a9b6; }
  .button { background: #ececf1; color: #131317; }
}
`)
