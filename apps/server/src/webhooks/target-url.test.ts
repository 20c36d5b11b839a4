import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AllowPrivate } from './target-address.ts'
import { allowPrivateIn, checkTargetUrl, maxTargetUrlLength } from './target-url.ts'
import type { TargetUrlProblem } from './target-url.ts'

function problemOf(url: string, allowPrivate: AllowPrivate) {
  const checked = checkTargetUrl(url, allowPrivate)
  return checked.ok ? 'ok' : checked.problem
}

describe('checkTargetUrl', () => {
  const anySetting: [result: TargetUrlProblem | 'ok', urls: string[]][] = [
    [
      'ok',
      [
        'https://example.com',
        'https://example.com/hooks?a=b',
        'HTTPS://EXAMPLE.COM:8443/',
        'https://8.8.8.8/',
      ],
    ],
    ['ok', ['https://[2606:4700:4700::1111]/', 'https://bücher.example/', 'https://@example.com/a@b']],
    [
      'not_a_url',
      ['', 'example.com', '/hooks', 'https://', 'https:example.com', 'https:/example.com', 'https:\\\\a.b'],
    ],
    [
      'not_a_url',
      [' https://a.example', 'https://a.example/ b', 'https://a.exa\nmple', 'https://a\u0000.example'],
    ],
    ['not_a_url', ['https://a.example:99999/', 'https://[::1', 'https://1.2.3.4.5/', 'https:///example.com']],
    [
      'scheme_not_allowed',
      ['ftp://example.com', 'file:///etc/passwd', 'javascript:alert(1)', 'ws://example.com'],
    ],
    [
      'credentials_not_allowed',
      ['https://user@example.com', 'https://user:pass@example.com', 'https://:p@example.com'],
    ],
    ['fragment_not_allowed', ['https://example.com/#top', 'https://example.com/#']],
    ['port_not_allowed', ['https://example.com:0/', 'https://example.com:25/', 'https://example.com:6667/']],
    ['too_long', [`https://example.com/${'a'.repeat(maxTargetUrlLength)}`]],
    // Longer once its characters are encoded.
    ['too_long', [`https://example.com/${'é'.repeat(1000)}`]],
    [
      'address_not_allowed',
      ['https://169.254.169.254/latest', 'https://0.0.0.0/', 'https://[fe80::1]/', 'https://[::]/'],
    ],
    ['address_not_allowed', ['https://0xa9fea9fe/', 'https://2852039166/', 'https://0251.0376.0251.0376/']],
    ['https_required', ['http://example.com/', 'http://8.8.8.8/']],
  ]
  for (const [result, urls] of anySetting) {
    it(`under every setting ${result}: ${urls.map((url) => JSON.stringify(url).slice(0, 60)).join(' ')}`, () => {
      for (const url of urls) {
        for (const allowPrivate of [false, 'loopback', true] as const) {
          assert.equal(problemOf(url, allowPrivate), result, `${url} ${allowPrivate}`)
        }
      }
    })
  }

  const bySetting: [urls: string[], none: string, loopback: string, all: string][] = [
    // Loopback in every spelling that the URL standard takes for an address.
    [['http://127.0.0.1:4242/', 'http://0x7f.1/', 'http://2130706433/'], 'address_not_allowed', 'ok', 'ok'],
    [['http://017700000001/', 'https://127.1/', 'https://127.0.0.1./'], 'address_not_allowed', 'ok', 'ok'],
    [['http://[::1]:80/', 'https://[::ffff:127.0.0.1]/'], 'address_not_allowed', 'ok', 'ok'],
    [
      ['http://localhost:3000/', 'https://LOCALHOST./', 'http://shop.localhost/'],
      'address_not_allowed',
      'ok',
      'ok',
    ],
    [['http://10.0.0.1/', 'https://192.168.1.1/'], 'address_not_allowed', 'address_not_allowed', 'ok'],
    [
      ['http://shop/', 'http://shop.internal:8080/', 'http://pi.local/'],
      'https_required',
      'https_required',
      'ok',
    ],
    // A name may lead anywhere; it is judged when a delivery connects.
    [['https://shop.internal/', 'https://notlocalhost/'], 'ok', 'ok', 'ok'],
  ]
  for (const [urls, none, loopback, all] of bySetting) {
    it(`by setting: ${urls.join(' ')}`, () => {
      for (const url of urls) {
        assert.equal(problemOf(url, false), none, url)
        assert.equal(problemOf(url, 'loopback'), loopback, url)
        assert.equal(problemOf(url, true), all, url)
      }
    })
  }
})

describe('allowPrivateIn', () => {
  it('a sandbox: what the setting says; live mode: this machine only, and only while nobody else reaches this server', () => {
    const cases = [
      ['test', true, true, true],
      ['test', true, false, true],
      ['test', false, true, false],
      ['live', true, true, 'loopback'],
      ['live', true, false, false],
      ['live', false, true, false],
    ] as const
    for (const [mode, webhookAllowPrivate, isLocal, expected] of cases)
      assert.equal(allowPrivateIn(mode, { webhookAllowPrivate, isLocal }), expected)
  })
})
