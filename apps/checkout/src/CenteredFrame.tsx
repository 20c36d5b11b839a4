import type { ReactNode } from 'react'

/** For states without an order to show. */
export const CenteredFrame = ({ footer, children }: { footer: ReactNode; children: ReactNode }) => (
  <div className="flex min-h-dvh flex-col bg-panel">
    <main className="mx-auto flex w-full max-w-[520px] flex-1 flex-col justify-center px-4 py-10">
      <div className="rounded-2xl border border-line bg-surface px-6 py-10 sm:px-10">{children}</div>
    </main>
    <div className="mx-auto w-full max-w-[520px] px-4 pb-8">{footer}</div>
  </div>
)
