import { BlockList, isIP } from 'node:net'

/**
 * Which addresses beyond the public internet a delivery may go to: none, the machine's own loopback, or (true) loopback
 * and private networks too. Nothing ever opens link-local, metadata, multicast or reserved addresses.
 */
export type AllowPrivate = boolean | 'loopback'

export type AddressRange =
  | 'public'
  | 'loopback'
  | 'private'
  | 'metadata'
  | 'link_local'
  | 'shared'
  | 'unspecified'
  | 'multicast'
  | 'documentation'
  | 'benchmark'
  | 'translation'
  | 'reserved'
  | 'not_an_address'

export type TargetAddress = { isAllowed: boolean; range: AddressRange }

/**
 * The first row that holds an address names it, so a single address precedes the network it lies in.
 * Source: the IANA special-purpose address registries; the cloud providers' documents for the metadata services.
 */
const ipv4Ranges: readonly (readonly [AddressRange, readonly string[]])[] = [
  // Instance metadata hands out credentials. 168.63.129.16 looks public and exists only inside one cloud.
  [
    'metadata',
    ['169.254.169.254/32', '169.254.170.2/32', '100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32'],
  ],
  ['loopback', ['127.0.0.0/8']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']],
  ['link_local', ['169.254.0.0/16']],
  ['shared', ['100.64.0.0/10']],
  ['unspecified', ['0.0.0.0/8']],
  ['multicast', ['224.0.0.0/4']],
  ['documentation', ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24']],
  ['benchmark', ['198.18.0.0/15']],
  ['translation', ['192.88.99.0/24']],
  // 240/4 holds the broadcast address.
  ['reserved', ['192.0.0.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.175.48.0/24', '240.0.0.0/4']],
]

const ipv6Ranges: readonly (readonly [AddressRange, readonly string[]])[] = [
  ['metadata', ['fd00:ec2::254/128', 'fd20:ce::254/128', 'fe80::a9fe:a9fe/128']],
  ['unspecified', ['::/128']],
  ['loopback', ['::1/128']],
  ['private', ['fc00::/7']],
  ['link_local', ['fe80::/10', 'fec0::/10']],
  ['multicast', ['ff00::/8']],
  ['documentation', ['2001:db8::/32', '3fff::/20']],
  ['benchmark', ['2001:2::/48']],
  // Local NAT64, Teredo and 6to4 lead to an IPv4 address that somebody else's gateway picks.
  ['translation', ['64:ff9b:1::/48', '2001::/32', '2002::/16']],
  ['reserved', ['2001::/23']],
]

const mappedPrefix = '::ffff:'
const nat64Prefix = '64:ff9b::'
const embeddedIpv4OffsetBits = 96

const ipv4Lists = ipv4Ranges.map(([range, subnets]) => ({ range, list: blockListOf(subnets, 'ipv4') }))
const ipv6Lists = [
  ...ipv6Ranges.map(([range, subnets]) => ({ range, list: blockListOf(subnets, 'ipv6') })),
  ...ipv4Ranges.map(([range, subnets]) => ({
    range,
    list: blockListOf(embedded(mappedPrefix, subnets), 'ipv6'),
  })),
  // A NAT64 gateway would resolve these inside its own network, so not even loopback is ours to open.
  ...ipv4Ranges.map(([, subnets]) => ({
    range: 'translation' as const,
    list: blockListOf(embedded(nat64Prefix, subnets), 'ipv6'),
  })),
]
// Whatever is not handed out as global unicast is refused, also what a later registry adds. A mapped or NAT64
// address that reached this list holds a public IPv4 address.
const globalIpv6 = blockListOf(['2000::/3', `${mappedPrefix}0:0/96`, `${nat64Prefix}/96`], 'ipv6')

/**
 * Says whether a delivery may connect to an IP address, and what kind of address it is.
 * Source: contract, flint-platform 17.5 and 28 row 17.
 *
 * @param ip IPv4 in dotted decimal or IPv6 in any form, a zone id included. Anything else is `not_an_address`.
 */
export function classifyTargetAddress(
  ip: string,
  { allowPrivate }: { allowPrivate: AllowPrivate },
): TargetAddress {
  const range = addressRange(ip)
  const isAllowed =
    range === 'public' ||
    (range === 'loopback' && allowPrivate !== false) ||
    (range === 'private' && allowPrivate === true)
  return { isAllowed, range }
}

function addressRange(address: string): AddressRange {
  const version = isIP(address)
  if (version === 4) return ipv4Lists.find(({ list }) => list.check(address, 'ipv4'))?.range ?? 'public'
  if (version !== 6) return 'not_an_address'
  const listed = ipv6Lists.find(({ list }) => list.check(address, 'ipv6'))
  return listed?.range ?? (globalIpv6.check(address, 'ipv6') ? 'public' : 'reserved')
}

function blockListOf(subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [network = '', prefixBits = ''] = subnet.split('/')
    list.addSubnet(network, Number(prefixBits), family)
  }
  return list
}

function embedded(prefix: string, ipv4Subnets: readonly string[]): string[] {
  return ipv4Subnets.map((subnet) => {
    const [network, prefixBits] = subnet.split('/')
    return `${prefix}${network}/${embeddedIpv4OffsetBits + Number(prefixBits)}`
  })
}
