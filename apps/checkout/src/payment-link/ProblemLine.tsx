import { AlertIcon } from '../icons.tsx'

interface ProblemLineProps {
  readonly id: string
  readonly problem: string | null
  /** Read out by itself, where no field can take the focus for it. */
  readonly isAnnounced?: boolean
}

/** What is wrong with the field above. */
export const ProblemLine = ({ id, problem, isAnnounced = false }: ProblemLineProps) =>
  problem === null ? null : (
    <p
      id={id}
      role={isAnnounced ? 'alert' : undefined}
      className="mt-1.5 flex items-start gap-1.5 text-sm text-problem"
    >
      <AlertIcon className="mt-0.5 size-4 shrink-0" />
      {problem}
    </p>
  )
