export type TimeFormat = 'short' | 'full' | 'day'

const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (format: TimeFormat, hasYear: boolean, locale: string | undefined): Intl.DateTimeFormat => {
  const name = `${locale} ${format} ${hasYear}`
  let found = formats.get(name)
  if (!found) {
    const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }
    const day: Intl.DateTimeFormatOptions = {
      day: 'numeric',
      month: 'short',
      ...(hasYear ? { year: 'numeric' } : {}),
    }
    const full: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'long' }
    found = new Intl.DateTimeFormat(
      locale,
      format === 'full' ? full : format === 'day' ? day : { ...day, ...time },
    )
    formats.set(name, found)
  }
  return found
}

/** An instant in the reader's own zone. The year is left out for the year that `now` is in. */
export const showTime = (instant: Date, format: TimeFormat, now: Date, locale?: string): string =>
  formatOf(format, instant.getFullYear() !== now.getFullYear(), locale).format(instant)
