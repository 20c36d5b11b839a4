import { Dash } from './Money.tsx'
import { type TimeFormat, showTime } from './show-time.ts'

/** An instant of the API; pointing at it shows it exactly, to the second, with its zone, and as the API has it. */
export const When = ({ at, format = 'short' }: { at: string | null | undefined; format?: TimeFormat }) => {
  if (!at) return <Dash />
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime())) return <span>{at}</span>
  const now = new Date()
  return (
    <time dateTime={at} title={`${showTime(instant, 'full', now)}\n${at}`} className="whitespace-nowrap">
      {showTime(instant, format, now)}
    </time>
  )
}
