import {
  readStored,
  writeStored,
  type AddressBar,
  type SessionAccess,
  type TabStorage,
} from '../session-access.ts'

/** Which payment the page is of, and the credential of its payer. */
export interface HostedAccess extends SessionAccess {
  readonly paymentId: string
}

const credentialKey = (paymentId: string): string => `flint.hpp.${paymentId}`

/** A header value each: anything but visible ASCII would make the request itself throw. */
const credentialShape = /^([A-Za-z0-9_-]{1,100})\.([\x21-\x7e]{1,500})$/

const fragmentOf = ({ hash }: AddressBar): string => {
  try {
    return decodeURIComponent(hash.replace(/^#/, ''))
  } catch {
    return ''
  }
}

/**
 * Reads the payment from the path, and the payer's credential from the fragment, which browsers never send. It is kept for
 * this tab, so that a reload works after the processor's script has had the fragment taken away.
 *
 * @returns null when the link is not complete.
 */
export const readHostedAccess = (address: AddressBar, storage: TabStorage | null): HostedAccess | null => {
  const paymentId = /^\/hpp\/(?:live\/)?([A-Za-z0-9_-]{1,100})\/?$/.exec(address.pathname)?.[1]
  if (paymentId === undefined) return null
  const credential =
    address.hash.length > 1 ? fragmentOf(address) : (readStored(storage, credentialKey(paymentId)) ?? '')
  const [, sessionId, secret] = credentialShape.exec(credential) ?? []
  if (!sessionId || !secret) return null
  writeStored(storage, credentialKey(paymentId), credential)
  return { paymentId, sessionId, secret }
}

/**
 * Where this payment's page belongs: live ones have an address under which the page may load the processor's form.
 * @returns null where it is already, or where the mode is not known yet.
 */
export const rightHostedAddress = (
  { pathname }: Pick<AddressBar, 'pathname'>,
  { paymentId, sessionId, secret }: HostedAccess,
  isTestMode: boolean | null,
): string | null =>
  isTestMode === null || pathname.startsWith('/hpp/live/') !== isTestMode
    ? null
    : `/hpp/${isTestMode ? '' : 'live/'}${paymentId}#${encodeURIComponent(`${sessionId}.${secret}`)}`
