import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'

const server = await startTestServer({}, { hasPages: true })
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers })

describe('GET /checkout/{checkout_session_id}', () => {
  it('serves one shell to all, which nobody may frame and which runs only our own script', async () => {
    const response = await get('/checkout/cs_any')
    assert.equal(response.status, 200)
    assert.match(response.headers.get('content-type')!, /^text\/html/)
    const policy = response.headers.get('content-security-policy')!
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "img-src 'self' data: https: http://localhost:* http://127.0.0.1:*",
      "frame-ancestors 'none'",
      "form-action 'none'",
    ])
      assert.ok(policy.split('; ').includes(rule), rule)
    assert.equal(response.headers.get('cache-control'), 'no-cache')
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer')
    assert.equal(await response.text(), await (await get('/checkout/cs_another')).text())
  })
})

describe('GET /l/{payment_link_id}', () => {
  it('serves the same shell for links, and for live ones', async () => {
    const response = await get('/l/pl_any')
    assert.equal(response.status, 200)
    assert.match(response.headers.get('content-security-policy')!, /script-src 'self';/)
    assert.equal(await response.text(), await (await get('/checkout/cs_any')).text())
    assert.equal((await get('/l/live/pl_any')).status, 200)
    assert.equal((await get('/l')).status, 404)
  })
})

describe('GET /checkout-assets/…', () => {
  it('serves every file that the shell names: for ever, compressed, with its type', async () => {
    const shell = await (await get('/checkout/cs_any')).text()
    const paths = [...shell.matchAll(/"(\/checkout-assets\/[^"]+)"/g)].map((match) => match[1]!)
    assert.ok(paths.length >= 3)
    const types: Record<string, RegExp> = {
      js: /^(text|application)\/javascript/,
      css: /^text\/css/,
      svg: /^image\/svg\+xml/,
    }
    for (const path of paths) {
      const response = await get(path, { 'Accept-Encoding': 'br' })
      assert.equal(response.status, 200, path)
      assert.match(response.headers.get('content-type')!, types[path.split('.').at(-1)!]!)
      assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable')
      assert.equal(response.headers.get('content-encoding'), 'br')
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
      await response.arrayBuffer()
    }
  })

  it('404 for what is not there, or outside of it', async () => {
    for (const path of [
      '/checkout-assets/assets/none.js',
      '/checkout-assets/assets/..%2findex.html',
      '/checkout',
    ])
      assert.equal((await get(path)).status, 404, path)
  })
})
