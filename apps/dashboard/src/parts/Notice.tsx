import type { ReactNode } from 'react'
import { ApiProblem, sentenceOf } from '../api/problem.ts'
import { Button } from './Button.tsx'
import { CopyButton } from './CopyButton.tsx'
import { joinClasses } from './join-classes.ts'

type NoticeTone = 'problem' | 'attention' | 'calm' | 'good'

const looks: Record<NoticeTone, string> = {
  problem: 'bg-problem-soft border-problem-line',
  attention: 'bg-attention-soft border-attention-line',
  good: 'bg-good-soft border-transparent',
  calm: 'bg-raised border-line',
}

export const Notice = ({
  tone = 'calm',
  title,
  children,
  actions,
}: {
  tone?: NoticeTone
  title?: string
  children?: ReactNode
  actions?: ReactNode
}) => (
  <div
    role={tone === 'problem' ? 'alert' : undefined}
    className={joinClasses('rounded-card flex flex-wrap items-start gap-3 border px-3.5 py-2.5', looks[tone])}
  >
    <div className="min-w-0 flex-1 basis-60">
      {title !== undefined && <p className="font-semibold">{title}</p>}
      {children}
    </div>
    {actions}
  </div>
)

/** A failure with what to do about it. */
export const ProblemNotice = ({
  problem,
  title,
  onRetry,
}: {
  problem: unknown
  title?: string
  onRetry?: () => void
}) => (
  <Notice tone="problem" title={title} actions={onRetry && <Button onClick={onRetry}>Try again</Button>}>
    <p>{sentenceOf(problem)}</p>
    {problem instanceof ApiProblem && (
      <>
        {problem.nextSteps !== null && <p>{problem.nextSteps}</p>}
        <p className="mt-1 flex flex-wrap items-center gap-x-3 text-xs text-ink-soft">
          {problem.docUrl === null ? (
            <span>{problem.code}</span>
          ) : (
            <a href={problem.docUrl} className="underline underline-offset-2">
              {problem.code}
            </a>
          )}
          {problem.requestId !== null && (
            <span className="inline-flex items-center break-all">
              Request {problem.requestId}
              <CopyButton text={problem.requestId} what="request id" />
            </span>
          )}
        </p>
      </>
    )}
  </Notice>
)

/** Where there is nothing yet: what it is, and what to do next. */
export const EmptyState = ({
  title,
  children,
  command,
  actions,
}: {
  title: string
  children?: ReactNode
  /** The API call that would put something here, as typed in a terminal. */
  command?: string
  actions?: ReactNode
}) => (
  <div className="mx-auto flex max-w-xl flex-col items-start gap-3 px-4 py-10">
    <h2 className="text-base font-semibold">{title}</h2>
    {children && <div className="text-ink-soft">{children}</div>}
    {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    {command !== undefined && <CodeBlock code={command} what="command" />}
  </div>
)

/** Code that can be copied. */
export const CodeBlock = ({ code, what }: { code: string; what: string }) => (
  <div className="relative w-full min-w-0">
    <pre
      // It may scroll sideways, so it must be reachable.
      tabIndex={0}
      role="region"
      aria-label={what}
      className="rounded-control overflow-x-auto border border-line bg-raised p-3 pr-10 font-mono text-xs leading-5"
    >
      {code}
    </pre>
    <CopyButton text={code} what={what} className="absolute top-2 right-2 bg-raised" />
  </div>
)

/** Grey bars in the place of what is being read, of about its height, so that nothing jumps. */
export const Skeleton = ({ lines = 6 }: { lines?: number }) => (
  <div className="animate-pulse-soft space-y-3 p-4" role="status">
    <span className="sr-only">Loading</span>
    {Array.from({ length: lines }, (_, index) => (
      <div
        key={index}
        className={joinClasses('h-4 rounded bg-raised', index % 3 === 2 ? 'w-2/3' : 'w-full')}
      />
    ))}
  </div>
)
