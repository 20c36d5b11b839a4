/** The pair of credentials a buyer holds for one checkout session. Source: contract, flint-platform 3.1. */
export interface SessionAccess {
  readonly sessionId: string
  readonly secret: string
}

/** What of the browser is needed here; tests pass plain objects. */
export interface AddressBar {
  readonly pathname: string
  readonly hash: string
}
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const secretKey = (sessionId: string): string => `flint.checkout.${sessionId}.secret`

/** Storage may be switched off or full; the page works without it, it only forgets on reload. */
export const readStored = (storage: TabStorage | null, key: string): string | null => {
  try {
    return storage?.getItem(key) ?? null
  } catch {
    return null
  }
}
export const writeStored = (storage: TabStorage | null, key: string, value: string | null): void => {
  try {
    if (value === null) storage?.removeItem(key)
    else storage?.setItem(key, value)
  } catch {
    // Nothing to do: see above.
  }
}

/**
 * Where this session's page belongs: live sessions have an address under which the page may load the processor's form.
 * @returns Null where it is already, or where the mode is not known yet.
 */
export const rightAddress = (
  { pathname }: AddressBar,
  { sessionId, secret }: SessionAccess,
  isTestMode: boolean | null,
): string | null => {
  if (isTestMode === null || pathname.startsWith('/checkout/live/') !== isTestMode) return null
  return `/checkout/${isTestMode ? '' : 'live/'}${sessionId}#${encodeURIComponent(secret)}`
}

/**
 * Reads the session id from the path and its secret from the fragment, which browsers never send. The secret is kept
 * for this tab, so that coming back from a bank's page (which drops the fragment) still works.
 * @returns null when the link is not complete.
 */
export const readSessionAccess = (address: AddressBar, storage: TabStorage | null): SessionAccess | null => {
  const sessionId = /^\/checkout\/(?:live\/)?([A-Za-z0-9_-]{1,100})\/?$/.exec(address.pathname)?.[1]
  if (sessionId === undefined) return null
  let secret: string | null
  try {
    secret = decodeURIComponent(address.hash.replace(/^#/, ''))
  } catch {
    secret = null
  }
  // A header value: anything but visible ASCII would make the request itself throw.
  if (secret === null || !/^[\x21-\x7e]{1,500}$/.test(secret)) {
    secret = address.hash.length > 1 ? null : readStored(storage, secretKey(sessionId))
  }
  if (!secret) return null
  writeStored(storage, secretKey(sessionId), secret)
  return { sessionId, secret }
}
