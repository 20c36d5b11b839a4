import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../platform/config/config.ts'
import type { Route } from '../platform/http/route.ts'
import { docsAssets } from './assets.ts'
import { flowlixDocumentText, flowlixSources } from './flowlix-documents.ts'
import { guides, readGuide } from './guides.ts'
import { docsPages } from './pages.ts'
import { referencePage } from './reference-page.ts'

/** Scripts, styles and requests of this server only. */
const pagePolicy = policyOf({ 'style-src': "'self'" })
/** The reference's script writes its style sheets into the page. */
const referencePolicy = policyOf({ 'style-src': "'self' 'unsafe-inline'", 'font-src': "'self' data:" })

function policyOf(own: Record<string, string>): string {
  const rules: Record<string, string> = {
    'default-src': "'none'",
    'script-src': "'self'",
    'img-src': "'self' data:",
    'connect-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    ...own,
  }
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

const get = ['GET', 'HEAD']

/**
 * Serves the documentation below /docs: the guides, the catalogues of errors and events, the API reference. The
 * address `/` leads here.
 */
export const serveDocs = (app: FastifyInstance, config: Config, routes: readonly Route[]) => {
  const assets = docsAssets()
  const pages = docsPages(routes, config.publicUrl, assets.address)
  const markdownPaths = new Map(
    guides.map(({ name, path }) => [`${path === '/docs' ? '/docs/README' : path}.md`, name]),
  )

  const redirect = (url: string) =>
    app.route({ method: get, url, handler: (_request, reply) => reply.redirect('/docs', 302) })
  for (const url of ['/', '/docs/']) redirect(url)

  app.route({
    method: get,
    url: '/docs/api',
    handler: (request, reply) => sendPage(request, reply, referencePage(assets.address), referencePolicy),
  })
  app.route({
    method: get,
    url: '/docs/flowlix-api',
    handler: (request, reply) =>
      sendPage(request, reply, referencePage(assets.address, flowlixSources), referencePolicy),
  })
  app.route({
    method: get,
    url: '/docs/openapi/:name.json',
    handler: (request, reply) => {
      const text = flowlixDocumentText((request.params as { name: string }).name)
      if (text === null) return sendPage(request, reply.code(404), pages.notFound(), pagePolicy)
      return reply
        .header('Content-Type', 'application/json; charset=utf-8')
        .header('Cache-Control', 'no-cache')
        .send(text)
    },
  })
  app.route({
    method: get,
    url: '/docs/assets/:name',
    handler: async (request, reply) => {
      const { name } = request.params as { name: string }
      const asset = await assets.find(name)
      if (!asset) return sendPage(request, reply.code(404), pages.notFound(), pagePolicy)
      reply
        .header('Content-Type', asset.type)
        .header('X-Content-Type-Options', 'nosniff')
        .header('Cache-Control', 'no-cache')
        .header('ETag', asset.etag)
        .header('Vary', 'Accept-Encoding')
      if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send()
      if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(asset.bytes)
      return reply.header('Content-Encoding', 'gzip').send(asset.gzipped)
    },
  })
  for (const url of ['/docs', '/docs/*'])
    app.route({
      method: get,
      url,
      handler: (request, reply) => {
        const path = request.url.split('?', 1)[0]!
        const guide = markdownPaths.get(path)
        if (guide) return reply.header('Content-Type', 'text/markdown; charset=utf-8').send(readGuide(guide))
        const html = pages.find(path)
        if (html === null) reply.code(404)
        return sendPage(request, reply, html ?? pages.notFound(), pagePolicy)
      },
    })
}

const sendPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  html: string,
  policy: string,
): FastifyReply => {
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`
  reply
    .header('Content-Type', 'text/html; charset=utf-8')
    .header('Content-Security-Policy', policy)
    .header('X-Content-Type-Options', 'nosniff')
    .header('Referrer-Policy', 'no-referrer')
    .header('Cache-Control', 'no-cache')
    .header('ETag', etag)
  if (reply.statusCode === 200 && request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply.send(html)
}
