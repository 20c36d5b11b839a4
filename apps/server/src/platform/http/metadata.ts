import { httpErrors, refuse } from './errors.ts'

/** The caller's own notes on a resource. */
export type Metadata = Record<string, string>

const limits = { keys: 50, keyLength: 40, valueLength: 500, sizeBytes: 16 * 1024 }

/**
 * Throws the code of the first broken limit. Source: contract, flint-platform 1.3 and 28 row 30.
 *
 * @param known What stands there already, and may be longer: answers to a payment link's questions are. It is not asked about.
 */
export const checkMetadata = (
  metadata: Record<string, string>,
  known: Record<string, string> = {},
): Record<string, string> => {
  const entries = Object.entries(metadata)
  if (entries.length > Math.max(limits.keys, Object.keys(known).length))
    throw refuse(httpErrors.METADATA_TOO_MANY_KEYS, { param: 'metadata', extra: { limit: limits.keys } })
  for (const [key, value] of entries) {
    if (known[key] === value) continue
    const param = `metadata.${key}`
    if (key.startsWith('flint_')) throw refuse(httpErrors.RESERVED_METADATA_KEY, { param })
    if (key.length > limits.keyLength)
      throw refuse(httpErrors.METADATA_KEY_TOO_LONG, { param, extra: { limit: limits.keyLength } })
    if (value.length > limits.valueLength)
      throw refuse(httpErrors.METADATA_VALUE_TOO_LONG, { param, extra: { limit: limits.valueLength } })
  }
  if (sizeOf(metadata) > Math.max(limits.sizeBytes, sizeOf(known)))
    throw refuse(httpErrors.METADATA_TOO_LARGE, { param: 'metadata', extra: { limit: limits.sizeBytes } })
  return metadata
}

const sizeOf = (metadata: Record<string, string>): number =>
  Object.entries(metadata).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  )

/** A value replaces its key, null removes it, null in place of the map clears it. */
export const mergeMetadata = (
  current: Record<string, string>,
  patch: Record<string, string | null> | null | undefined,
): Record<string, string> => {
  if (patch === undefined) return current
  if (patch === null) return {}
  const merged: Record<string, string> = { ...current }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else merged[key] = value
  }
  return checkMetadata(merged, current)
}
