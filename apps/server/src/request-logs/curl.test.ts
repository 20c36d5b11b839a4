import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { type CurlRequest, curlOf } from './curl.ts'

const run = promisify(execFile)

/** The words that bash hands to curl: a function of that name prints them. */
const wordsOf = async (curl: string): Promise<string[]> => {
  const { stdout } = await run('bash', ['--norc', '-c', `curl() { printf '%s\\0' "$@"; }; ${curl}`], {
    env: { PATH: process.env['PATH'], FLINT_KEY: 'the-key' },
  })
  return stdout.split('\0').slice(0, -1)
}

const aRequest = (special: Partial<CurlRequest> = {}): CurlRequest => ({
  method: 'POST',
  url: 'http://127.0.0.1:1/v1/orders',
  credential: 'Authorization',
  headers: {},
  body: '',
  ...special,
})

describe('a curl', () => {
  it('has the key filled in, in the header that it came in', async () => {
    assert.ok((await wordsOf(curlOf(aRequest()))).includes('Authorization: Bearer the-key'))
    const other = await wordsOf(curlOf(aRequest({ credential: 'X-API-Key' })))
    assert.ok(other.includes('X-API-Key: the-key'))
  })

  for (const value of [
    '$(echo ran)$FLINT_KEY',
    '`echo ran`$FLINT_KEY',
    '"; echo ran; "$FLINT_KEY',
    '$FLINT_KEY',
  ])
    it(`runs nothing that a caller put into a header: ${value}`, async () => {
      const words = await wordsOf(curlOf(aRequest({ headers: { 'Idempotency-Key': value } })))
      assert.ok(words.includes(`Idempotency-Key: ${value}`), words.join(' | '))
    })

  it('has nothing that a terminal obeys when it is pasted', async () => {
    const body = '{"a":"\u001b[201~\u0003\ttab\r\u007f\u009b2J it\'s \\\\ 4\nline"'
    const curl = curlOf(aRequest({ body, headers: { 'Content-Type': 'application/json\u0085x' } }))
    assert.doesNotMatch(curl, /[^\P{Cc}\n]/u)
    const words = await wordsOf(curl)
    assert.equal(words.at(-1), body)
    assert.ok(words.includes('Content-Type: application/json\u0085x'))
  })

  it('runs nothing in a shell that has no dollar quotes', async () => {
    const body = `\u0001'; echo ran; '\\\\'; echo ran; '`
    // What such a shell makes of it: a dollar, and a word in plain quotes.
    const words = await wordsOf(curlOf(aRequest({ body })).replace("$'", () => "\\$'"))
    assert.equal(words.length, (await wordsOf(curlOf(aRequest({ body: 'a' })))).length)
  })

  it('property: each word arrives as it was', async () => {
    const text = fc.string({ unit: 'binary' }).filter((each) => !each.includes('\0') && each.isWellFormed())
    const samples = fc.sample(fc.tuple(text, text), 300)
    const curls = samples.map(([key, body]) =>
      curlOf(aRequest({ headers: { 'Idempotency-Key': key }, body: `x${body}` })),
    )
    const words = await wordsOf(curls.join('\n'))
    const each = words.length / samples.length
    for (const [index, [key, body]] of samples.entries())
      assert.deepEqual(words.slice(each * index, each * (index + 1)).slice(-3), [
        `Idempotency-Key: ${key}`,
        '--data-raw',
        `x${body}`,
      ])
  })
})
