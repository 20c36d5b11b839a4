import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { describe, it } from 'node:test'
import { InvalidConfig, readConfig } from './config.ts'

describe('certificate files', () => {
  it('are used together, and make the address https', () => {
    const config = readConfig({
      FLINT_TLS_CERT_FILE: 'a.pem',
      FLINT_TLS_KEY_FILE: '/keys/b.pem',
      PORT: '8443',
    })
    assert.deepEqual(config.tls, { certFile: resolve('a.pem'), keyFile: resolve('/keys/b.pem') })
    assert.equal(config.publicUrl, 'https://127.0.0.1:8443')
    assert.equal(readConfig({}).tls, null)
  })

  it('one without the other is refused', () => {
    assert.throws(() => readConfig({ FLINT_TLS_CERT_FILE: 'a.pem' }), InvalidConfig)
    assert.throws(() => readConfig({ FLINT_TLS_KEY_FILE: 'b.pem' }), InvalidConfig)
  })
})

describe('trusted proxies', () => {
  it('are addresses, ranges, names of ranges, or a number of hops', () => {
    const trusted = (text: string) => readConfig({ FLINT_TRUST_PROXY: text }).trustProxy
    assert.deepEqual(trusted('10.1.2.3, 10.0.0.0/8,fd00::/8, loopback'), [
      '10.1.2.3',
      '10.0.0.0/8',
      'fd00::/8',
      'loopback',
    ])
    assert.equal(trusted('2'), 2)
    assert.equal(readConfig({}).trustProxy, null)
  })

  it('nothing that would trust everybody, or nobody', () => {
    for (const text of [
      '0',
      '11',
      'true',
      '*',
      '0.0.0.0/0',
      '::/0',
      '10.0.0.0/33',
      '10.0.0.0/8/8',
      'proxy.example',
      ',',
    ])
      assert.throws(() => readConfig({ FLINT_TRUST_PROXY: text }), InvalidConfig, text)
  })
})

describe('a server that only this machine reaches', () => {
  it('listens on loopback, under a loopback name, behind no proxy', () => {
    const cases: [Record<string, string>, boolean][] = [
      [{}, true],
      [{ HOST: '::1' }, true],
      [{ FLINT_PUBLIC_URL: 'http://localhost:4000' }, true],
      [{ HOST: '0.0.0.0' }, false],
      [{ FLINT_PUBLIC_URL: 'https://pay.example' }, false],
      [{ FLINT_TRUST_PROXY: '127.0.0.1' }, false],
    ]
    for (const [env, isLocal] of cases) assert.equal(readConfig(env).isLocal, isLocal, JSON.stringify(env))
  })
})
