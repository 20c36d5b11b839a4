import { LinkButton } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import type { Tone } from './status-tones.ts'

export type ChecklistStatus = 'done' | 'open' | 'blocked'
export type ChecklistLine = {
  line: string
  title: string
  status: ChecklistStatus
  measured: string
  next_step: string | null
}
/** Where a line is done, and how that is called. */
export type ChecklistPlace = { to: string; words: string }

/** Lines that were measured on the server, and how many of them are done. */
export const Checklist = <Line extends ChecklistLine>({
  done,
  lines,
  placeOf,
}: {
  done: number
  lines: readonly Line[]
  placeOf: (line: Line) => ChecklistPlace | null
}) => (
  <>
    <div className="flex items-center gap-3">
      <progress
        value={done}
        max={lines.length}
        aria-label="Lines that are done"
        className="h-2 w-full max-w-xs appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <p className="whitespace-nowrap">
        {done} of {lines.length} done
      </p>
    </div>
    <ol className="card mt-4">
      {lines.map((line) => (
        <LineView key={line.line} line={line} place={placeOf(line)} />
      ))}
    </ol>
  </>
)

const looks: Record<ChecklistStatus, readonly [words: string, tone: Tone]> = {
  done: ['Done', 'good'],
  open: ['To do', 'attention'],
  blocked: ['Waits', 'calm'],
}

const LineView = ({ line, place }: { line: ChecklistLine; place: ChecklistPlace | null }) => {
  const [words, tone] = looks[line.status]
  return (
    <li
      data-line={line.line}
      data-status={line.status}
      className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0"
    >
      <span className={line.status === 'done' ? 'mt-0.5 text-good' : 'mt-0.5 text-ink-soft'}>
        <Icon name={line.status === 'done' ? 'check' : 'right'} sizePx={18} />
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {line.title}
          <StatusBadge status={line.status} words={words} tone={tone} />
        </h2>
        <p className="break-words text-ink-soft">{line.measured}</p>
        {line.next_step !== null && <p className="mt-0.5">{line.next_step}</p>}
      </div>
      {place && line.status !== 'done' && (
        <LinkButton to={place.to} isSmall>
          {place.words}
        </LinkButton>
      )}
    </li>
  )
}
