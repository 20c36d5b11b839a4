/** What of the browser's address is needed here; tests pass plain objects. */
type Address = Pick<Location, 'pathname'>
type AddressWithQuery = Pick<Location, 'pathname' | 'search'>

/** @returns The id of the link whose page this is, or null where the address names none. */
export const linkIdOf = ({ pathname }: Address): string | null =>
  /^\/l\/(?:live\/)?(?!live\/?$)([A-Za-z0-9_-]{1,100})\/?$/.exec(pathname)?.[1] ?? null

/** The page of a link, by its id and mode. Live links have an address that is served over https only. */
export const linkPath = (linkId: string, isTestMode: boolean): string =>
  `/l/${isTestMode ? '' : 'live/'}${encodeURIComponent(linkId)}`

/** Where a checkout leads back to that was made by a link; null for others. */
export const linkHrefOf = (linkId: string | null | undefined, isTestMode: boolean): string | null =>
  linkId ? linkPath(linkId, isTestMode) : null

/** The copy of a sandbox that the address names; null for all others. Copies have links of the same ids. */
export const environmentOf = ({ search }: Pick<Location, 'search'>): string | null =>
  new URLSearchParams(search).get('environment')

/** @returns Where this link's page belongs; null where it is already, or where the mode is not known yet. */
export const rightLinkPath = (
  { pathname, search }: AddressWithQuery,
  linkId: string,
  isTestMode: boolean | null,
): string | null =>
  isTestMode === null || pathname.startsWith('/l/live/') !== isTestMode
    ? null
    : `${linkPath(linkId, isTestMode)}${search}`
