import type { ChosenEnvironment } from '../session.ts'

/** In a sandbox no page may look as if its money were real. */
export const ModeBar = ({ environment }: { environment: ChosenEnvironment }) =>
  environment.mode === 'test' && (
    <section
      aria-label="Mode"
      className="sticky top-0 z-30 flex h-7 items-center justify-center gap-1.5 overflow-hidden border-b border-test-line bg-test-soft px-4 text-xs whitespace-nowrap text-test"
    >
      <strong className="font-semibold">Test mode</strong>
      <span className="truncate">
        {environment.name}
        <span className="max-sm:hidden"> · no real money moves here</span>
      </span>
    </section>
  )
