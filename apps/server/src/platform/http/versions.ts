/** The dated versions of the API that are served, oldest first. Source: contract, flint-platform 2. */
export const apiVersions = ['2026-02-01', '2026-09-07'] as const
export type ApiVersion = (typeof apiVersions)[number]

/** Those that were served once. */
export const retiredApiVersions: readonly string[] = []

/**
 * What a merchant without a pinned version gets: the answers that the quickstart and the go-live guide show
 * (`"status": "paid"`). See docs/decisions/0004-default-version.md.
 */
export const defaultApiVersion: ApiVersion = '2026-02-01'
export const currentApiVersion: ApiVersion = '2026-09-07'

/** What chose the version of a call: its header, the merchant's pin, or nobody, so that all merchants' version counts. */
export type VersionSource = 'header' | 'partner_app' | 'merchant' | 'current'

export const isApiVersion = (text: string): text is ApiVersion =>
  (apiVersions as readonly string[]).includes(text)
