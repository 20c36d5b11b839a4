import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { eventTypes } from '../webhooks/event-types.ts'
import { errorCatalogue } from '../platform/http/errors.ts'
import { guides } from './guides.ts'

const server = await startTestServer({ FLINT_PUBLIC_URL: 'https://pay.example.com' })
const origin = `http://127.0.0.1:${server.services.config.port}`
const get = (path: string, init: RequestInit = {}) =>
  fetch(`${origin}${path}`, { redirect: 'manual', ...init })

describe('/docs', () => {
  for (const { path } of guides)
    it(`200: ${path}, under a policy without exceptions`, async () => {
      const answer = await get(path)
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8')
      const policy = answer.headers.get('content-security-policy')!
      assert.ok(policy.startsWith("default-src 'none'"))
      assert.ok(!policy.includes('unsafe'))
      const html = await answer.text()
      assert.doesNotMatch(html, /<script(?![^>]* src=)|<style| style=| on\w+=/)
      assert.ok(!html.includes('127.0.0.1:4242'))
    })

  it('302: the addresses that lead here', async () => {
    for (const path of ['/', '/docs/']) {
      const answer = await get(path)
      assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/docs'])
    }
  })

  it('304: for who has this page; HEAD: no body', async () => {
    const first = await get('/docs')
    const again = await get('/docs', { headers: { 'If-None-Match': first.headers.get('etag')! } })
    assert.deepEqual([again.status, await again.text()], [304, ''])
    const head = await get('/docs', { method: 'HEAD' })
    assert.deepEqual([head.status, await head.text()], [200, ''])
  })

  it('404: a page of its own', async () => {
    for (const path of [
      '/docs/nothing',
      '/docs/assets/nothing.js',
      '/docs/assets/..%2findex.ts',
      '/docs/guides.ts',
    ]) {
      const answer = await get(path)
      assert.equal(answer.status, 404, path)
      assert.match(await answer.text(), /There is no such page/)
    }
  })

  it('200: a guide as it is written', async () => {
    const answer = await get('/docs/quickstart.md')
    assert.equal(answer.headers.get('content-type'), 'text/markdown; charset=utf-8')
    assert.match(await answer.text(), /^# Quickstart/)
  })

  it('200: every script and style that a page asks for', async () => {
    for (const page of ['/docs', '/docs/api']) {
      const html = await (await get(page)).text()
      const addresses = [...html.matchAll(/(?:src|href)="(\/docs\/assets\/[^"]+)"/g)].map(
        (match) => match[1]!,
      )
      assert.ok(addresses.length >= 3)
      for (const address of addresses) {
        const answer = await get(address)
        assert.equal(answer.status, 200, address)
        assert.ok((await answer.arrayBuffer()).byteLength > 0)
      }
    }
  })
})

describe('/docs/errors', () => {
  it('has an entry for every code, where doc_url leads', async () => {
    const html = await (await get('/docs/errors')).text()
    for (const { code } of errorCatalogue.values()) assert.ok(html.includes(`id="${code}"`), code)
    const refused = await get('/v1/orders')
    const { error } = (await refused.json()) as { error: { doc_url: string } }
    assert.equal(error.doc_url, 'https://pay.example.com/docs/errors#API_KEY_REQUIRED')
  })
})

describe('/docs/webhook-events', () => {
  it('has every event', async () => {
    const html = await (await get('/docs/webhook-events')).text()
    for (const { eventType } of eventTypes) assert.ok(html.includes(`<code id="${eventType}">`), eventType)
  })
})
