import { siteHeader } from './page-layout.ts'

/** Several documents on one page; the first is shown first. */
export type ReferenceSource = { title: string; slug: string; url: string }

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** The frame of an API reference; `assets/reference.js` fills it from /v1/openapi.json, or from the documents that are named. */
export const referencePage = (
  assetAddress: (name: string) => string,
  sources: readonly ReferenceSource[] = [],
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${sources.length > 0 ? 'Flowlix API reference' : 'API reference'} · Flint</title>
<link rel="icon" href="${assetAddress('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetAddress('site.css')}">
<link rel="stylesheet" href="${assetAddress('reference.css')}">
<script src="${assetAddress('docs.js')}"></script>
</head>
<body class="reference">
${siteHeader(assetAddress)}
<div id="reference"${sources.length > 0 ? ` data-sources="${escaped(JSON.stringify(sources))}"` : ''}></div>
<noscript><p>The reference needs JavaScript. The same document is at ${(sources.length > 0 ? sources : [{ url: '/v1/openapi.json' }]).map(({ url }) => `<a href="${url}">${url}</a>`).join(', ')}.</p></noscript>
<script src="${assetAddress('scalar.js')}"></script>
<script src="${assetAddress('reference.js')}"></script>
</body>
</html>
`
