import type { ReactNode } from 'react'
import { sentenceOf } from '../../api/problem.ts'
import { Notice } from '../../parts/Notice.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'

/** A page for somebody who is not signed in: one column, and nothing of any merchant. */
export const OutsidePage = ({
  title,
  intro,
  children,
  below,
}: {
  title: string
  intro?: ReactNode
  children?: ReactNode
  /** Ways to other such pages. */
  below?: ReactNode
}) => (
  <main className="mx-auto flex min-h-dvh w-full max-w-[26rem] flex-col justify-center gap-5 px-4 py-10">
    <p className="text-base font-semibold tracking-tight">Flint</p>
    <div className="card space-y-4 p-5 sm:p-6">
      <div>
        <PageTitle name={title}>{title}</PageTitle>
        {intro && <div className="mt-1 text-ink-soft">{intro}</div>}
      </div>
      {children}
    </div>
    {below && <div className="space-y-1 text-center text-ink-soft">{below}</div>}
  </main>
)

/** What went wrong, for a person: which call it was is of no interest here. */
export const OutsideProblem = ({ problem }: { problem: unknown }) =>
  problem === null ? null : (
    <Notice tone="problem">
      <p>{sentenceOf(problem)}</p>
    </Notice>
  )
