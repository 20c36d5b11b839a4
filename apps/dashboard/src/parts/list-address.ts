/** The list's place in the address: its filters by their API names, and which page of it. */

/** The filters that the address names, of those that the list has. */
export const filtersIn = (search: URLSearchParams, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = search.get(name)
      return value ? [[name, value]] : []
    }),
  )

/** The address with one filter changed. Another filter is another list, so it begins at its first page. */
export const withFilter = (search: URLSearchParams, name: string, value: string): URLSearchParams => {
  const next = new URLSearchParams(search)
  next.delete('page_token')
  if (value === '') next.delete(name)
  else next.set(name, value)
  return next
}

/**
 * A day of a date field as the API's filter takes it: the instant at which that day begins where the reader is, or, for
 * the last day of a range, at which it ends.
 */
export const instantOfDay = (day: string, end: 'start' | 'end'): string | null => {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)
  if (!match) return null
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number]
  const instant = new Date(year, month - 1, date + (end === 'end' ? 1 : 0))
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString()
}
