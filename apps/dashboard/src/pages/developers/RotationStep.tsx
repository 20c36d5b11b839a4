import type { ReactNode } from 'react'
import { Icon } from '../../parts/Icon.tsx'
import { joinClasses } from '../../parts/join-classes.ts'

/** One step of a few that are taken in order. */
export const RotationStep = ({
  number,
  title,
  isDone,
  children,
}: {
  number: number
  title: string
  isDone: boolean
  children: ReactNode
}) => (
  <li className="flex gap-3 p-4">
    <span
      aria-hidden="true"
      className={joinClasses(
        'flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-semibold',
        isDone ? 'bg-good-soft text-good' : 'bg-raised text-ink-soft',
      )}
    >
      {isDone ? <Icon name="done" sizePx={14} /> : number}
    </span>
    <div className="min-w-0 flex-1 space-y-3">
      <h2 className="font-semibold">
        {title}
        {isDone && <span className="sr-only"> (done)</span>}
      </h2>
      {children}
    </div>
  </li>
)
