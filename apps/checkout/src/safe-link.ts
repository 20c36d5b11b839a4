/**
 * A merchant's address as a link target, or null when it is none that a buyer should be sent to.
 * Only http and https: `javascript:` and `data:` addresses would run in this page.
 */
export const safeLink = (address: string | null | undefined): string | null => {
  if (!address) return null
  try {
    const url = new URL(address)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
  } catch {
    return null
  }
}
