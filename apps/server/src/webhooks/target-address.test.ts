import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { classifyTargetAddress } from './target-address.ts'
import type { AddressRange } from './target-address.ts'

const table: [range: AddressRange, addresses: string[]][] = [
  [
    'public',
    ['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255'],
  ],
  [
    'public',
    ['128.0.0.0', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255'],
  ],
  [
    'public',
    ['192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255', '2606:4700:4700::1111', '2a00::1'],
  ],
  ['loopback', ['127.0.0.1', '127.0.0.0', '127.255.255.255', '::1', '0:0:0:0:0:0:0:1']],
  [
    'private',
    ['10.0.0.0', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fc00::1', 'fdff::1'],
  ],
  ['metadata', ['169.254.169.254', '169.254.170.2', '100.100.100.200', '168.63.129.16', 'fd00:ec2::254']],
  ['link_local', ['169.254.0.1', '169.254.255.255', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1']],
  ['shared', ['100.64.0.0', '100.127.255.255']],
  ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
  ['multicast', ['224.0.0.1', '239.255.255.255', 'ff02::1']],
  ['documentation', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1']],
  ['benchmark', ['198.18.0.0', '198.19.255.255', '2001:2::1']],
  [
    'reserved',
    ['192.0.0.1', '240.0.0.1', '255.255.255.255', '2001:20::1', '100::1', '4000::1', '5f00::1', '::2'],
  ],
  // IPv4 inside IPv6 counts as the IPv4 address it stands for.
  ['public', ['::ffff:8.8.8.8', '::ffff:808:808', '64:ff9b::8.8.8.8']],
  ['loopback', ['::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:7f00:1']],
  ['private', ['::ffff:10.0.0.1', '::FFFF:192.168.1.1']],
  ['metadata', ['::ffff:169.254.169.254', '::ffff:a9fe:a9fe', 'fe80::a9fe:a9fe']],
  ['unspecified', ['::ffff:0.0.0.0']],
  // Addresses that another machine translates.
  ['translation', ['64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b::10.0.0.1', '64:ff9b:1::808:808']],
  ['translation', ['2002:7f00:1::', '2002:808:808::1', '2001::1', '2001:0:4136:e378::1', '192.88.99.1']],
  ['reserved', ['::127.0.0.1', '::8.8.8.8']],
  [
    'not_an_address',
    ['', 'localhost', '127.1', '0x7f.0.0.1', '2130706433', '010.0.0.1', '1.2.3.4.5', '[::1]', ' ::1'],
  ],
]

describe('classifyTargetAddress', () => {
  for (const [range, addresses] of table) {
    it(`${range}: ${addresses.join(' ')}`, () => {
      for (const address of addresses) {
        assert.equal(classifyTargetAddress(address, { allowPrivate: false }).range, range, address)
      }
    })
  }

  it('opens only what the setting names', () => {
    for (const [range, addresses] of table) {
      for (const address of addresses) {
        const isAllowed = (allowPrivate: boolean | 'loopback') =>
          classifyTargetAddress(address, { allowPrivate }).isAllowed
        assert.equal(isAllowed(false), range === 'public', address)
        assert.equal(isAllowed('loopback'), range === 'public' || range === 'loopback', address)
        assert.equal(isAllowed(true), ['public', 'loopback', 'private'].includes(range), address)
      }
    }
  })

  it('judges a mapped address as its IPv4 address, and allows no more through NAT64', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        const plain = classifyTargetAddress(ip, { allowPrivate: false })
        assert.deepEqual(classifyTargetAddress(`::ffff:${ip}`, { allowPrivate: false }), plain)
        const translated = classifyTargetAddress(`64:ff9b::${ip}`, { allowPrivate: true })
        assert.equal(translated.isAllowed, plain.isAllowed)
      }),
    )
  })
})
