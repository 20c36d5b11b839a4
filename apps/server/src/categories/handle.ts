/** Source of the limit: none published. */
export const maxHandleLength = 100

/** Lower-case letters, digits and single hyphens between them. */
export const handlePattern = '^[a-z0-9]+(?:-[a-z0-9]+)*$'

/**
 * A handle from a name: accents fall away, everything else that a handle cannot have becomes one hyphen.
 *
 * @returns Null when the name has nothing that a handle could be made of.
 * @example handleFrom('Crème & Café') // 'creme-cafe'
 */
export const handleFrom = (name: string): string | null =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, maxHandleLength)
    .replace(/-$/, '') || null
