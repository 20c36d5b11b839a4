import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpsRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { type TestServer, startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { selfSigned } from '../../webhooks/self-signed.fixture.ts'
import { InvalidConfig } from '../config/invalid-config.ts'
import type { Logger } from '../log/logger.ts'
import { keepCertificateFresh, readCertificate } from './certificate.ts'
import { warnOfPlainHttp } from './https.ts'

const folder = await mkdtemp(join(tmpdir(), 'flint-tls-'))
after(() => rm(folder, { recursive: true }))
const certFile = join(folder, 'cert.pem')
const keyFile = join(folder, 'key.pem')
await writeFile(certFile, selfSigned.cert)
await writeFile(keyFile, selfSigned.key)

const publicUrl = 'https://pay.example'
const local = await startTestServer()
const behindNothing = await startTestServer({ FLINT_PUBLIC_URL: publicUrl })
const behindProxy = await startTestServer({
  FLINT_PUBLIC_URL: publicUrl,
  FLINT_TRUST_PROXY: '127.0.0.1',
  FLINT_RATE_LIMIT_PER_IP: '1',
})
const overTls = await startTestServer({
  FLINT_PUBLIC_URL: publicUrl,
  FLINT_TLS_CERT_FILE: certFile,
  FLINT_TLS_KEY_FILE: keyFile,
})

type Told = { status: number; code: string | undefined; headers: Headers; data: any }

const get = async (server: TestServer, path: string, headers: Record<string, string>): Promise<Told> => {
  const response = await fetch(`http://127.0.0.1:${server.services.config.port}${path}`, { headers })
  const json: any = await response.json()
  return { status: response.status, code: json.error?.code, headers: response.headers, data: json.data }
}
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` })
const live = bearer(local.liveKey)
const forwarded = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.7' }
const path = '/v1/orders'
const refused = [403, 'HTTPS_REQUIRED']
const outcome = ({ status, code }: Told) => (code ? [status, code] : status)

/** A buyer's pair for a live session, made as the session's creation makes it. */
const aLiveSession = async (server: TestServer) => {
  const { port } = server.services.config
  const response = await fetch(`http://127.0.0.1:${port}/v1/checkout-sessions`, {
    method: 'POST',
    headers: { ...live, ...forwarded, 'Content-Type': 'application/json' },
    body: JSON.stringify({ quick_pay_item: { name: 'One', amount_money: { amount: 100, currency: 'USD' } } }),
  })
  const { data }: any = await response.json()
  return {
    'X-Checkout-Session-ID': data.checkout_session_id,
    'X-Checkout-Session-Secret': data.checkout_access.checkout_auth_token,
  }
}

describe('live mode over plain HTTP', () => {
  it('on a laptop is served', async () => assert.equal(outcome(await get(local, path, live)), 200))

  it('is refused when somebody who is not trusted passed the call on', async () => {
    for (const header of ['X-Forwarded-For', 'X-Forwarded-Proto', 'Forwarded'])
      assert.deepEqual(
        outcome(await get(local, path, { ...live, [header]: 'for=203.0.113.7' })),
        refused,
        header,
      )
    assert.deepEqual(outcome(await get(local, path, { ...live, ...forwarded })), refused)
  })

  it('is refused by a server that others reach: whatever opens live mode, before it is looked up', async () => {
    const unknown = `flint_live_${'f'.repeat(64)}`
    for (const headers of [
      live,
      { 'X-API-Key': local.liveKey },
      bearer(unknown),
      bearer(`flint_onb_${'f'.repeat(64)}`),
      { Cookie: 'a=b; flint_dashboard=secret', 'Flint-Environment': 'menv_1' },
      { ...live, ...forwarded },
    ] as Record<string, string>[])
      assert.deepEqual(outcome(await get(behindNothing, path, headers)), refused, JSON.stringify(headers))
    assert.equal(outcome(await get(behindNothing, path, bearer(local.sandboxKey))), 200)
    assert.deepEqual(outcome(await get(behindNothing, path, {})), [401, 'API_KEY_REQUIRED'])
  })

  it('leaves no trace in the log of calls', async () => {
    await get(behindNothing, path, { ...live, 'X-Request-Id': 'refused' })
    await get(behindNothing, path, { ...bearer(local.sandboxKey), 'X-Request-Id': 'served' })
    const logged = await waitFor('calls are logged', async () => {
      const { rows } = await behindNothing.services.db.query('SELECT request_id FROM request_logs')
      const ids = rows.map((row: any) => row.request_id as string)
      return ids.includes('served') ? ids : undefined
    })
    assert.ok(!logged.includes('refused'))
  })
})

describe('live mode behind a trusted proxy', () => {
  it('is served when the proxy says https, and only then', async () => {
    const over = (proto: string) => get(behindProxy, path, { ...live, 'X-Forwarded-Proto': proto })
    const served = await over('https')
    assert.equal(outcome(served), 200)
    assert.equal(served.headers.get('strict-transport-security'), 'max-age=31536000')
    assert.deepEqual(outcome(await over('http')), refused)
    assert.deepEqual(outcome(await over('https, http')), refused)
    assert.deepEqual(outcome(await get(behindProxy, path, live)), refused)
  })

  it("a live session's buyer, too", async () => {
    const buyer = await aLiveSession(behindProxy)
    const session = `/v1/checkout-sessions/${buyer['X-Checkout-Session-ID']}`
    assert.equal(outcome(await get(behindProxy, session, { ...buyer, ...forwarded })), 200)
    assert.deepEqual(outcome(await get(behindProxy, session, buyer)), refused)
  })

  it('addresses are those of the callers, not of the proxy', async () => {
    const ask = (address: string) =>
      get(behindProxy, path, { ...forwarded, 'X-Forwarded-For': `192.0.2.1, ${address}` })
    const codes = async (address: string) =>
      (await Promise.all(Array.from({ length: 8 }, () => ask(address)))).map(({ status }) => status)
    assert.ok((await codes('203.0.113.8')).includes(429))
    assert.equal((await ask('203.0.113.9')).status, 401)
  })
})

describe('TLS by certificate files', () => {
  const over = (headers: Record<string, string>) =>
    new Promise<{ status: number; strict: string | undefined; protocol: string | null }>(
      (resolve, reject) => {
        const { port } = overTls.services.config
        const from = { host: '127.0.0.1', servername: 'localhost', port, ca: selfSigned.cert }
        httpsRequest({ ...from, path, headers }, (response) => {
          response.resume()
          resolve({
            status: response.statusCode!,
            strict: response.headers['strict-transport-security'],
            protocol: (response.socket as import('node:tls').TLSSocket).getProtocol(),
          })
        })
          .on('error', reject)
          .end()
      },
    )

  it('serves live mode, and keeps browsers on https', async () => {
    assert.deepEqual(await over({ ...live, Host: 'pay.example' }), {
      status: 200,
      strict: 'max-age=31536000',
      protocol: 'TLSv1.3',
    })
  })

  it('does not keep the localhost of other programs on https', async () => {
    const { status, strict } = await over({ ...live, Host: 'localhost' })
    assert.deepEqual([status, strict], [200, undefined])
  })

  it('answers nobody who speaks plain HTTP to it', async () => {
    await assert.rejects(get(overTls, path, live))
  })

  it('takes over a renewed certificate, and goes on with the old one while the files do not fit', async () => {
    const taken: unknown[] = []
    const lines: string[] = []
    const log: Logger = {
      info: (line) => lines.push(line),
      warn: (line) => lines.push(line),
      error: () => {},
    }
    const server = { setSecureContext: (context: unknown) => void taken.push(context) }
    const files = { certFile: join(folder, 'renewed.pem'), keyFile: join(folder, 'renewed-key.pem') }
    await writeFile(files.certFile, selfSigned.cert)
    await writeFile(files.keyFile, selfSigned.key)
    const stop = keepCertificateFresh(server, files, log, 5)
    await writeFile(files.keyFile, 'half written')
    await waitFor('the half is seen', async () => lines.length > 0 || undefined)
    assert.deepEqual(taken, [])
    await writeFile(files.keyFile, `${selfSigned.key}\n`)
    await waitFor('the new pair is taken over', async () => taken.length > 0 || undefined)
    stop()
  })

  it('a start with files that do not fit says so, without what is in them', async () => {
    const wrong = join(folder, 'wrong.pem')
    await writeFile(wrong, 'secret text')
    for (const files of [
      { certFile, keyFile: wrong },
      { certFile: wrong, keyFile },
      { certFile, keyFile: join(folder, 'none.pem') },
    ])
      assert.throws(
        () => readCertificate(files),
        (error) => error instanceof InvalidConfig && !error.message.includes('secret text'),
      )
  })
})

describe('a start that serves others over plain HTTP', () => {
  const warnings = (server: TestServer, change: object = {}) => {
    const lines: string[] = []
    const log: Logger = { info: () => {}, warn: (line) => lines.push(line), error: () => {} }
    warnOfPlainHttp({ ...server.services.config, ...change }, log)
    return lines.length
  }
  it('says that live mode will not work', () => {
    assert.equal(warnings(local), 0)
    assert.equal(warnings(behindProxy), 0)
    assert.equal(warnings(behindNothing), 1)
    assert.equal(warnings(behindNothing, { publicUrl: 'http://pay.example' }), 2)
  })
})
