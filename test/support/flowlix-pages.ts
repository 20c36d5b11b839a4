import assert from 'node:assert/strict'
import type { TestServer } from './server.ts'

/** What a payer's browser does between the merchant's pages, over HTTP alone. */

/** Where the bank's page leads once it is answered: followed as long as it is a page of this server. */
export const answerBank = async (
  server: Pick<TestServer, 'url'>,
  url: string,
  outcome: 'completed' | 'failed',
): Promise<URL> => {
  const page = await follow(server, new URL(url))
  assert.equal(page.url.origin, new URL(server.url).origin, `${url} led away before the bank was answered`)
  const answered = await fetch(page.url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ outcome }),
  })
  const text = await answered.text()
  assert.ok(answered.status < 400, `${answered.status}: ${text}`)
  const next = answered.headers.get('location') ?? returnUrlIn(text)
  assert.ok(next, `The answered page leads nowhere: ${text}`)
  return (await follow(server, new URL(next, page.url))).url
}

/** Goes on, as redirects and pages that lead back by themselves say, until a page that stays or an address elsewhere. */
const follow = async (server: Pick<TestServer, 'url'>, from: URL): Promise<{ url: URL }> => {
  let url = from
  for (let hops = 0; hops < 8; hops++) {
    if (url.origin !== new URL(server.url).origin) return { url }
    const response = await fetch(url, { redirect: 'manual' })
    const text = await response.text()
    const next = response.headers.get('location') ?? returnUrlIn(text)
    if (next === null) return { url }
    url = new URL(next, url)
  }
  throw new Error(`${from.href} goes round in circles`)
}

const returnUrlIn = (text: string): string | null => {
  const [, found] = /data-return-url="([^"]+)"/.exec(text) ?? []
  return found?.replaceAll('&amp;', '&') ?? null
}

/** The query keeps what it had; the payment and its status follow, and a fragment stays last. Source: contract, flowlix 8. */
export const expectReturnTo = (returned: URL, asked: string, paymentId: string, status?: string): void => {
  const expected = new URL(asked)
  const { searchParams: query } = returned
  assert.equal(returned.origin + returned.pathname, expected.origin + expected.pathname)
  assert.equal(returned.hash, expected.hash)
  assert.equal(query.get('payment_id'), paymentId)
  assert.match(query.get('status') ?? '', /^\w+$/)
  if (status !== undefined) assert.equal(query.get('status'), status)
  const own = [...expected.searchParams]
  assert.deepEqual([...query].slice(0, own.length), own)
  assert.equal([...query].length, own.length + 2)
}
