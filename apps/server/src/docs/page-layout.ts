import { escapeHtml } from '../platform/http/escape-html.ts'
import type { Heading } from './render-markdown.ts'

export type NavigationEntry = { group: string; path: string; title: string }

export type Page = {
  path: string
  title: string
  summary: string
  headings: readonly Heading[]
  html: string
}

/** The whole HTML page: header, side navigation, text, the page's own headings. Nothing inline, nothing from elsewhere. */
export const pageLayout = (
  page: Page,
  navigation: readonly NavigationEntry[],
  assetAddress: (name: string) => string,
): string => {
  const at = navigation.findIndex(({ path }) => path === page.path)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)}${page.path === '/docs' ? '' : ' · Flint'}</title>
<meta name="description" content="${escapeHtml(page.summary)}">
<link rel="icon" href="${assetAddress('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetAddress('site.css')}">
<link rel="stylesheet" href="${assetAddress('docs.css')}">
<script src="${assetAddress('docs.js')}"></script>
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
${siteHeader(assetAddress)}
<div class="columns">
<nav class="pages" id="pages" aria-label="Documentation">${navigationList(page.path, navigation)}</nav>
<main id="text" tabindex="-1">
${page.html}
${neighbours(navigation[at - 1], at < 0 ? undefined : navigation[at + 1])}
</main>
${pageHeadings(page.headings)}
</div>
</body>
</html>
`
}

export const siteHeader = (assetAddress: (name: string) => string): string =>
  `<header class="site"><a class="brand" href="/docs"><img src="${assetAddress('icon.svg')}" alt="" width="22" height="22">Flint<span>Docs</span></a><span class="tools"><a href="/docs/api">API reference</a><button type="button" class="theme" hidden>Dark</button><button type="button" class="menu" aria-expanded="false" aria-controls="pages" hidden>Menu</button></span></header>`

const navigationList = (current: string, navigation: readonly NavigationEntry[]): string =>
  [...Map.groupBy(navigation, ({ group }) => group)]
    .map(
      ([group, entries]) =>
        `<h2>${group}</h2><ul>${entries
          .map(
            ({ path, title }) =>
              `<li><a href="${path}"${path === current ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a></li>`,
          )
          .join('')}</ul>`,
    )
    .join('')

const neighbours = (previous: NavigationEntry | undefined, next: NavigationEntry | undefined): string => {
  const link = (entry: NavigationEntry | undefined, name: string, words: string) =>
    entry ? `<a class="${name}" href="${entry.path}"><span>${words}</span>${escapeHtml(entry.title)}</a>` : ''
  const links = link(previous, 'previous', 'Before') + link(next, 'next', 'Next')
  return links && `<nav class="neighbours" aria-label="Next pages">${links}</nav>`
}

const pageHeadings = (headings: readonly Heading[]): string =>
  headings.length < 2
    ? ''
    : `<nav class="headings" aria-label="On this page"><h2>On this page</h2><ul>${headings
        .map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`)
        .join('')}</ul></nav>`
