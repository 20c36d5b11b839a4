import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { domainNameOf } from './domain-name.ts'

describe('domainNameOf', () => {
  const names: [text: string, name: string][] = [
    ['example.com', 'example.com'],
    ['Shop.Example.COM', 'shop.example.com'],
    ['shop.example.com.', 'shop.example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['a-b.c1.example', 'a-b.c1.example'],
  ]
  for (const [text, name] of names) it(`${text} is ${name}`, () => assert.equal(domainNameOf(text), name))

  const refused = [
    // Addresses rather than names.
    'https://example.com',
    'example.com/pay',
    'example.com:443',
    'user@example.com',
    'example.com?a=b',
    // Not names on the web.
    'localhost',
    '192.0.2.1',
    '0x7f.1',
    '[2001:db8::1]',
    '*.example.com',
    'a_b.example.com',
    // Not names.
    '',
    '.',
    'a..example',
    '-a.example',
    'a-.example',
    'ex ample.com',
    'example.com\u0000',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}example`,
  ]
  for (const text of refused)
    it(`${JSON.stringify(text.slice(0, 40))} is none`, () => assert.equal(domainNameOf(text), null))
})
