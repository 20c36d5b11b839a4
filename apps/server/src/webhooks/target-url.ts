import { isIP } from 'node:net'
import type { Config } from '../platform/config/config.ts'
import { classifyTargetAddress } from './target-address.ts'
import type { AllowPrivate } from './target-address.ts'

export const maxTargetUrlLength = 2048

export type TargetUrlProblem =
  | 'not_a_url'
  | 'too_long'
  | 'scheme_not_allowed'
  | 'https_required'
  | 'credentials_not_allowed'
  | 'fragment_not_allowed'
  | 'port_not_allowed'
  | 'address_not_allowed'

export type CheckedTargetUrl =
  { ok: true; url: URL } | { ok: false; problem: TargetUrlProblem; message: string }

const problemSentences: Record<TargetUrlProblem, string> = {
  not_a_url: 'The webhook URL must be a complete URL such as https://example.com/webhooks.',
  too_long: `The webhook URL must not be longer than ${maxTargetUrlLength} characters.`,
  scheme_not_allowed: 'The webhook URL must start with https://.',
  https_required:
    'The webhook URL must start with https://; plain http is only for endpoints on this machine.',
  credentials_not_allowed: 'The webhook URL must not contain a user name or password.',
  fragment_not_allowed: 'The webhook URL must not contain a fragment (#).',
  port_not_allowed: 'The webhook URL uses a port that belongs to another protocol.',
  address_not_allowed: 'The webhook URL must lead to a public address.',
}

/**
 * Ports that speak something else than HTTP, so a delivery cannot be used to talk to a mail or IRC server.
 * Source: the "bad port" list of the WHATWG Fetch standard.
 */
const refusedPorts: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])

/**
 * Where deliveries may go beyond the public internet: those of sandboxes as the operator's setting says; those of live mode
 * never, but to this machine itself while nobody else reaches this server, so that the way to live mode can be tried.
 */
export function allowPrivateIn(
  mode: 'test' | 'live',
  { webhookAllowPrivate, isLocal }: Pick<Config, 'webhookAllowPrivate' | 'isLocal'>,
): AllowPrivate {
  if (mode === 'test') return webhookAllowPrivate
  return webhookAllowPrivate && isLocal ? 'loopback' : false
}

/**
 * Checks an endpoint's URL when it is written. Addresses given literally are judged at once, in every spelling the URL
 * standard accepts (hexadecimal, octal, one number); names are judged again when a delivery connects.
 * Plain http passes only where the host cannot be public. Source: contract, flint-platform 17.1 and 28 row 17.
 */
export function checkTargetUrl(text: string, allowPrivate: AllowPrivate): CheckedTargetUrl {
  if (text.length > maxTargetUrlLength) return refused('too_long')
  // The URL parser repairs spaces, control characters, backslashes and missing slashes; a stored URL must not need it.
  if (/[\s\p{Cc}\\]/u.test(text) || !URL.canParse(text)) return refused('not_a_url')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused('scheme_not_allowed')
  if (!/^https?:\/\/[^/]/iu.test(text)) return refused('not_a_url')
  if (url.href.length > maxTargetUrlLength) return refused('too_long')
  if (url.username !== '' || url.password !== '') return refused('credentials_not_allowed')
  if (text.includes('#')) return refused('fragment_not_allowed')
  if (url.port !== '' && refusedPorts.has(Number(url.port))) return refused('port_not_allowed')

  const locality = hostLocality(url.hostname, allowPrivate)
  if (locality === 'refused') return refused('address_not_allowed')
  if (url.protocol === 'http:' && locality !== 'local') return refused('https_required')
  return { ok: true, url }
}

/** The host of a URL without the brackets of an IPv6 address. */
export function bareHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

/** `local` is a host that an allowed setting opens and that cannot be on the public internet. */
function hostLocality(hostname: string, allowPrivate: AllowPrivate): 'public' | 'local' | 'refused' {
  const host = bareHost(hostname)
  if (isIP(host) !== 0) {
    const { isAllowed, range } = classifyTargetAddress(host, { allowPrivate })
    if (!isAllowed) return 'refused'
    return range === 'public' ? 'public' : 'local'
  }
  const name = host.replace(/\.$/u, '')
  if (/(^|\.)localhost$/u.test(name)) return allowPrivate === false ? 'refused' : 'local'
  return allowPrivate === true && isPrivateName(name) ? 'local' : 'public'
}

// Names that public DNS does not serve: a single label (a container's name) and the reserved endings.
function isPrivateName(name: string): boolean {
  return !name.includes('.') || /\.(local|internal|test|lan|home\.arpa)$/u.test(name)
}

function refused(problem: TargetUrlProblem): CheckedTargetUrl {
  return { ok: false, problem, message: problemSentences[problem] }
}
