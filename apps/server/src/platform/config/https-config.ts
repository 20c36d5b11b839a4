import { BlockList, isIP } from 'node:net'
import { resolve } from 'node:path'
import { InvalidConfig } from './invalid-config.ts'

export type HttpsConfig = {
  /** Files in PEM: the certificate with its chain, and its key. Without them this server speaks plain HTTP. */
  tls: { certFile: string; keyFile: string } | null
  /**
   * Whose word counts on where a call came from and how: addresses and ranges, or how many proxies always stand in front.
   * Null believes nobody.
   */
  trustProxy: readonly string[] | number | null
}

type Environment = Record<string, string | undefined>

const longestChain = 10
/** Names for ranges, as Fastify knows them. */
const namedRanges = ['loopback', 'linklocal', 'uniquelocal']

/** @throws InvalidConfig */
export const readHttpsConfig = (env: Environment): HttpsConfig => ({
  tls: tlsOf(env),
  trustProxy: trustProxyOf(env),
})

const tlsOf = (env: Environment): HttpsConfig['tls'] => {
  const certFile = env['FLINT_TLS_CERT_FILE']
  const keyFile = env['FLINT_TLS_KEY_FILE']
  if (!certFile && !keyFile) return null
  if (!certFile || !keyFile)
    throw new InvalidConfig('FLINT_TLS_CERT_FILE and FLINT_TLS_KEY_FILE must both be set, or neither.')
  return { certFile: resolve(certFile), keyFile: resolve(keyFile) }
}

const trustProxyOf = (env: Environment): HttpsConfig['trustProxy'] => {
  const text = env['FLINT_TRUST_PROXY']?.trim()
  if (!text) return null
  if (/^\d+$/.test(text)) {
    const hops = Number(text)
    if (hops < 1 || hops > longestChain) throw wrongProxy(text)
    return hops
  }
  const ranges = text.split(',').map((range) => range.trim())
  for (const range of ranges) if (!isRange(range)) throw wrongProxy(range)
  return ranges
}

const wrongProxy = (text: string) =>
  new InvalidConfig(
    `FLINT_TRUST_PROXY must be addresses or ranges such as 10.0.0.0/8, separated by commas, or how many proxies stand in front, from 1 to ${longestChain}; not "${text}".`,
  )

const isRange = (text: string): boolean => {
  if (namedRanges.includes(text)) return true
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  if (prefix === undefined) return true
  if (!/^\d{1,3}$/.test(prefix)) return false
  try {
    new BlockList().addSubnet(address, Number(prefix), family === 6 ? 'ipv6' : 'ipv4')
    // A prefix of nothing is everybody.
    return Number(prefix) > 0
  } catch {
    return false
  }
}
