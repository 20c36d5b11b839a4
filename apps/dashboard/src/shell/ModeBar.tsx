import { Link } from 'react-router'
import type { ChosenEnvironment } from '../session.ts'
import { useActiveFaults } from './use-active-faults.ts'

/** In a sandbox no page may look as if its money were real, nor as if it were broken when it is told to be. */
export const ModeBar = ({ environment }: { environment: ChosenEnvironment }) =>
  environment.mode === 'test' && <TestModeBar environment={environment} />

const TestModeBar = ({ environment }: { environment: ChosenEnvironment }) => {
  const faults = useActiveFaults(environment)
  return (
    <section
      aria-label="Mode"
      className="sticky top-0 z-30 flex h-7 items-center justify-center gap-1.5 overflow-hidden border-b border-test-line bg-test-soft px-4 text-xs whitespace-nowrap text-test"
    >
      <strong className="font-semibold">Test mode</strong>
      <span className="truncate">
        {environment.name}
        {faults.length === 0 && <span className="max-sm:hidden"> · no real money moves here</span>}
      </span>
      {faults.length > 0 && (
        <Link
          to={`${environment.base}/sandboxes/${environment.sandbox_id}`}
          className="shrink-0 font-semibold underline underline-offset-2"
        >
          {faults.length === 1 ? '1 fault is on' : `${faults.length} faults are on`}
        </Link>
      )}
    </section>
  )
}
