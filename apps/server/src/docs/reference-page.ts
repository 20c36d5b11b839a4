import { siteHeader } from './page-layout.ts'

/** The frame of the API reference; `assets/reference.js` fills it from /v1/openapi.json. */
export const referencePage = (assetAddress: (name: string) => string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API reference · Flint</title>
<link rel="icon" href="${assetAddress('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetAddress('site.css')}">
<link rel="stylesheet" href="${assetAddress('reference.css')}">
<script src="${assetAddress('docs.js')}"></script>
</head>
<body class="reference">
${siteHeader(assetAddress)}
<div id="reference"></div>
<noscript><p>The reference needs JavaScript. The same document is at <a href="/v1/openapi.json">/v1/openapi.json</a>.</p></noscript>
<script src="${assetAddress('scalar.js')}"></script>
<script src="${assetAddress('reference.js')}"></script>
</body>
</html>
`
