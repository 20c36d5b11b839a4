import { ExactTime } from '../../parts/ExactTime.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { type ClockHappening, happeningLine } from './clock-happening.ts'
import type { SandboxClock } from './sandbox.ts'

/** What the API answers to an advance. */
export type ClockAdvance = {
  readonly clock: SandboxClock
  readonly status: 'completed' | 'advancing'
  readonly advanced_from: string
  readonly advanced_to: string
  readonly happened: readonly ClockHappening[]
  readonly has_more: boolean
}

/** What happened while a clock was moved, in order of time. */
export const ClockHappenings = ({ advance }: { advance: ClockAdvance }) => (
  <div role="status" className="space-y-3">
    <Notice
      tone="good"
      title={advance.status === 'completed' ? 'The clock was moved on' : 'The clock is being moved on'}
    >
      <p>
        From <ExactTime at={advance.advanced_from} /> to <ExactTime at={advance.advanced_to} />.{' '}
        {advance.happened.length === 0
          ? 'Nothing was due in that time.'
          : `${advance.happened.length} things happened${advance.has_more ? ', and more than are listed here' : ''}:`}
      </p>
    </Notice>
    {advance.happened.length > 0 && (
      <ol
        aria-label="What happened"
        tabIndex={0}
        className="rounded-control max-h-80 divide-y divide-line overflow-y-auto border border-line"
      >
        {advance.happened.map((happening, index) => (
          <Happening key={index} happening={happening} />
        ))}
      </ol>
    )}
  </div>
)

const Happening = ({ happening }: { happening: ClockHappening }) => {
  const { kind, text, id } = happeningLine(happening)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1.5 text-[13px]">
      <span className="w-32 shrink-0 text-ink-soft">
        <When at={happening.occurred_at} />
      </span>
      <StatusBadge status={kind} tone={happening.attempt_status === 'failed' ? 'problem' : 'calm'} />
      <span className="font-medium">{text}</span>
      <span className="ml-auto">
        <IdLink id={id} isShort />
      </span>
    </li>
  )
}
