import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pageHeaders } from '../hosted-pages/page-headers.ts'
import { environments } from '../platform/auth/environments.ts'
import { type Services, platformEnvironment } from '../platform/context.ts'
import { isStorable } from '../platform/http/read-json.ts'
import type { Email } from './email.ts'
import { mailListPage, mailPage, noMailPage } from './mail-page.ts'
import { findCaughtEmails, findEmail, findLatestCaughtEmail } from './queries.ts'

const headers = pageHeaders('none', { 'frame-src': "'self'" })
/** The message itself: no script, no form, nothing from elsewhere, shown inside our page only. */
const messageHeaders = pageHeaders('self', {
  sandbox: '',
  'script-src': "'none'",
  'style-src': "'unsafe-inline'",
  'img-src': 'data:',
})

/**
 * The mail catcher's page: what sandboxes have mailed, and on a local start Flint itself, for the developer in front of a local start. It asks for no
 * credential, so that it is there only on a loopback address, or where the operator asks for it; and it answers only
 * under a local name, since a foreign page could reach it through a name of its own that points here.
 */
export const serveMailPage = (app: FastifyInstance, services: Services): void => {
  const { config, db } = services
  if (config.mailPage === 'off') return
  const known = environments(services)
  // They hold what opens accounts: nobody sees them who does not sit at this machine.
  const hasPlatform = config.mailPage === 'loopback'
  const stylesheet = serveStylesheet(app)

  const send = (reply: FastifyReply, status: number, html: string) =>
    reply.code(status).headers(headers).header('Cache-Control', 'no-store').send(html)

  const serve = (url: string, found: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) =>
    app.get(url, (request, reply) =>
      config.mailPage === 'loopback' && !isLocalName(request.hostname)
        ? send(reply, 404, noMailPage(stylesheet))
        : found(request, reply),
    )

  const emailAt = async (request: FastifyRequest): Promise<Email | null> => {
    const { environment_id: environmentId, email_id: emailId } = request.params as Record<string, string>
    const environment = await known.find(environmentId!)
    const isShown =
      environmentId === platformEnvironment.environmentId ? hasPlatform : environment?.mode === 'test'
    return isShown ? db.run(findEmail(environmentId!, emailId!)) : null
  }

  serve('/mail', async (_request, reply) =>
    send(reply, 200, mailListPage(await db.run(findCaughtEmails({ hasPlatform })), stylesheet)),
  )
  // For scripts: the newest message to one address, as its text.
  serve('/mail/latest', async (request, reply) => {
    const { to } = request.query as { to?: unknown }
    const email =
      typeof to === 'string' && isStorable(to)
        ? await db.run(findLatestCaughtEmail(to, { hasPlatform }))
        : null
    return reply
      .code(email ? 200 : 404)
      .headers({ ...headers, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
      .send(email?.content?.text ?? 'No message to this address yet.\n')
  })
  serve('/mail/:environment_id/:email_id', async (request, reply) => {
    const email = await emailAt(request)
    return email ? send(reply, 200, mailPage(email, stylesheet)) : send(reply, 404, noMailPage(stylesheet))
  })
  serve('/mail/:environment_id/:email_id/html', async (request, reply) => {
    const content = (await emailAt(request))?.content
    if (!content) return send(reply, 404, noMailPage(stylesheet))
    return reply.headers(messageHeaders).header('Cache-Control', 'no-store').send(content.html)
  })
}

const isLocalName = (hostname: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname.replace(/:\d+$/, '').toLowerCase())

/** Under a name that changes with its content. */
const serveStylesheet = (app: FastifyInstance): string => {
  const content = readFileSync(join(import.meta.dirname, 'assets', 'mail.css'))
  const path = `/mail-assets/mail-${createHash('sha256').update(content).digest('hex').slice(0, 12)}.css`
  app.get(path, (_request, reply) =>
    reply
      .header('Content-Type', 'text/css; charset=utf-8')
      .header('Cache-Control', 'public, max-age=31536000, immutable')
      .header('X-Content-Type-Options', 'nosniff')
      .send(content),
  )
  return path
}
