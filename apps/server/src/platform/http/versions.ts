/** The dated versions of the API that are served. Source: contract, flint-platform 2. */
export const apiVersions = ['2026-02-01', '2026-09-07'] as const
export type ApiVersion = (typeof apiVersions)[number]

/**
 * What a merchant without a pinned version gets: the answers that the quickstart and the go-live guide show
 * (`"status": "paid"`). See docs/decisions/0004-default-version.md.
 */
export const defaultApiVersion: ApiVersion = '2026-02-01'
export const currentApiVersion: ApiVersion = '2026-09-07'

export const isApiVersion = (text: string): text is ApiVersion =>
  (apiVersions as readonly string[]).includes(text)

/** Before 2026-09-07 an order has one status that also says whether it is paid or refunded. */
export const hasLegacyOrderStatus = (version: ApiVersion): boolean => version < '2026-09-07'
