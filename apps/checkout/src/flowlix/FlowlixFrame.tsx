import type { ReactNode } from 'react'
import { LockIcon } from '../icons.tsx'
import { FlowlixMark } from './FlowlixMark.tsx'

interface FlowlixFrameProps {
  readonly banner?: ReactNode
  /** Who is paid, how much and what for; nothing where no payment is known. */
  readonly slip?: ReactNode
  readonly children: ReactNode
}

/** One column at every width: the amount on top as on a slip of paper, below it what the payer has to do. */
export const FlowlixFrame = ({ banner, slip, children }: FlowlixFrameProps) => (
  <div className="flex min-h-dvh flex-col bg-panel text-ink">
    {banner}
    <main className="mx-auto flex w-full max-w-[496px] flex-1 flex-col px-3 pt-5 pb-6 sm:px-4 sm:pt-12">
      <div className="overflow-hidden rounded-2xl border border-line bg-surface">
        {slip}
        <div className="px-4 pt-6 pb-7 sm:px-8 sm:pt-7 sm:pb-9">{children}</div>
      </div>
    </main>
    <footer className="mx-auto flex w-full max-w-[496px] flex-wrap items-center justify-center gap-x-2 gap-y-1 px-4 pb-8 text-[13px] text-ink-soft">
      <LockIcon className="size-4" />
      <span>Card details are sent encrypted.</span>
      <span className="inline-flex items-center gap-1.5">
        Payments by
        <span className="inline-flex items-center gap-1 font-semibold text-ink">
          <FlowlixMark className="size-4 text-accent" />
          Flowlix
        </span>
      </span>
    </footer>
  </div>
)
