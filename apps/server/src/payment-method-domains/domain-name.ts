import { domainToASCII } from 'node:url'

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const hostName = new RegExp(`^(?:${label}\\.)+(?!\\d+$)${label}$`)

/**
 * A host name as it is kept: lower case, other scripts as punycode, without a final dot. Pure.
 *
 * @returns Null for anything else: an address with a scheme, port or path, an IP address, a name without a dot.
 * @example domainNameOf('Shop.Bücher.example.') // 'shop.xn--bcher-kva.example'
 */
export const domainNameOf = (text: string): string | null => {
  // The conversion would read a path or a port as part of the name and drop it silently.
  if (!/^[^\s/:?#@\\%[\]]+$/u.test(text)) return null
  const name = domainToASCII(text).replace(/\.$/, '')
  return name.length <= 253 && hostName.test(name) ? name : null
}
