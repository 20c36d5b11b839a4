import assert from 'node:assert/strict'
import { request } from 'node:http'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { environments } from '../platform/auth/environments.ts'
import { systemContext } from '../platform/context.ts'
import { readConfig } from '../platform/config/config.ts'
import { insertEmail, newEmail } from './queries.ts'
import { sendDueEmails } from './send-due-emails.ts'

const server = await startTestServer()
const { services } = server
const known = environments(services)

const mailed = async (mode: 'test' | 'live', html: string, subject: string) => {
  const { rows } = await services.db.query(
    'SELECT environment_id FROM environments WHERE mode = $1 LIMIT 1',
    [mode],
  )
  const ctx = systemContext(services, (await known.find(rows[0].environment_id))!)
  const email = newEmail(ctx, {
    kind: 'order_receipt',
    cause: 'event',
    recipient: '<b>@example.com',
    orderId: null,
    customerId: null,
  })
  await services.db.run(insertEmail(email))
  const content = { subject, html, text: '<script>text</script>' }
  await sendDueEmails(services, known, { order_receipt: async () => content }, null)
  return `/mail/${email.environmentId}/${email.emailId}`
}

/** `fetch` sends no Host of its own choosing. */
const get = (path: string, host?: string): Promise<{ status: number; headers: any; text: string }> =>
  new Promise((resolve, reject) => {
    request(`${server.url}${path}`, host ? { headers: { host } } : {}, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }))
    })
      .on('error', reject)
      .end()
  })

const path = await mailed('test', '<script>alert(1)</script><p>Thanks</p>', 'A <i>receipt</i>')
const livePath = await mailed('live', '<p>Live</p>', 'A live receipt')

describe('GET /mail', () => {
  it('lists what sandboxes have mailed, escaped, and nothing of live mode', async () => {
    const { status, headers, text } = await get('/mail')
    assert.equal(status, 200)
    assert.match(text, /A &lt;i&gt;receipt&lt;\/i&gt;/)
    assert.match(text, /&lt;b&gt;@example\.com/)
    assert.ok(text.includes(path))
    assert.doesNotMatch(text, /A live receipt/)
    assert.match(headers['content-security-policy'], /default-src 'none'; script-src 'self'/)
    assert.equal(headers['cache-control'], 'no-store')
  })

  it('answers under a local name only', async () => {
    for (const host of ['localhost:1', '127.0.0.1', '[::1]:80'])
      assert.equal((await get('/mail', host)).status, 200)
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example'])
      for (const place of ['/mail', path, `${path}/html`]) assert.equal((await get(place, host)).status, 404)
  })
})

describe('GET /mail/{environment_id}/{email_id}', () => {
  it('shows the message in a frame that may do nothing', async () => {
    const { status, text } = await get(path)
    assert.equal(status, 200)
    assert.match(text, new RegExp(`<iframe class="message" title="The message" sandbox src="${path}/html">`))
    assert.match(text, /&lt;script&gt;text&lt;\/script&gt;/)
    assert.doesNotMatch(text, /alert\(1\)/)
  })

  it('the message itself runs no script and reaches nothing', async () => {
    const { status, headers, text } = await get(`${path}/html`)
    assert.equal(status, 200)
    assert.match(text, /Thanks/)
    const rules = headers['content-security-policy'].split('; ')
    for (const rule of ["default-src 'none'", "script-src 'none'", "frame-ancestors 'self'", 'img-src data:'])
      assert.ok(rules.includes(rule), rule)
    assert.ok(rules.some((rule: string) => rule.trim() === 'sandbox'))
  })

  it('404 for a message of live mode, and for none', async () => {
    for (const nothing of [livePath, `${livePath}/html`, `${path}0`, '/mail/menv_none/eml_none'])
      assert.equal((await get(nothing)).status, 404, nothing)
  })
})

describe('where the page is', () => {
  const pageOf = (env: Record<string, string>) => readConfig(env).mailPage

  it('by itself only where nobody else can reach it', () => {
    assert.equal(pageOf({}), 'loopback')
    assert.equal(pageOf({ HOST: '::1' }), 'loopback')
    assert.equal(pageOf({ HOST: '0.0.0.0' }), 'off')
    assert.equal(pageOf({ FLINT_PUBLIC_URL: 'https://pay.example' }), 'off')
  })

  it('elsewhere when asked for, nowhere when told so', () => {
    assert.equal(pageOf({ HOST: '0.0.0.0', FLINT_MAIL_PAGE: 'on' }), 'on')
    assert.equal(pageOf({ FLINT_MAIL_PAGE: 'on' }), 'loopback')
    assert.equal(pageOf({ FLINT_MAIL_PAGE: 'off' }), 'off')
  })

  it('off: there is nothing', async () => {
    const other = await startTestServer({ FLINT_MAIL_PAGE: 'off' })
    assert.equal((await fetch(`${other.url}/mail`)).status, 404)
  })
})

describe('FLINT_SMTP_URL', () => {
  const smtpOf = (env: Record<string, string>) => readConfig(env).smtp

  it('with the address that mail comes from', () => {
    assert.equal(smtpOf({}), null)
    assert.deepEqual(
      smtpOf({ FLINT_SMTP_URL: 'smtps://a:b@mail.example', FLINT_MAIL_FROM: 'r@shop.example' }),
      {
        url: 'smtps://a:b@mail.example',
        from: 'r@shop.example',
      },
    )
  })

  it('refuses what is neither, without repeating a password', () => {
    assert.throws(
      () => smtpOf({ FLINT_SMTP_URL: 'https://name:secret@mail.example' }),
      (error: Error) => {
        assert.match(error.message, /FLINT_SMTP_URL must be/)
        assert.doesNotMatch(error.message, /secret/)
        return true
      },
    )
    assert.throws(() => smtpOf({ FLINT_SMTP_URL: 'smtp://mail.example' }), /FLINT_MAIL_FROM must be/)
  })
})
