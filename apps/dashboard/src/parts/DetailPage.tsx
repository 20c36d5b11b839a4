import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ApiProblem } from '../api/problem.ts'
import type { Reading } from '../api/use-read.ts'
import { usePathOf } from '../session-context.ts'
import { IdLink } from './IdLink.tsx'
import { Icon } from './Icon.tsx'
import { Notice, ProblemNotice, Skeleton } from './Notice.tsx'
import { PageTitle } from './PageTitle.tsx'

/** The head of a page: a way up, the title with its state, the actions. */
export const PageHead = ({
  name,
  title = name,
  up,
  badges,
  below,
  actions,
}: {
  /** In words, for the tab. */
  name: string
  title?: ReactNode
  up?: { path: string; name: string }
  badges?: ReactNode
  below?: ReactNode
  actions?: ReactNode
}) => {
  const pathOf = usePathOf()
  return (
    <header className="mb-5">
      {up && (
        <Link
          to={pathOf(up.path)}
          className="mb-1 -ml-1 inline-flex items-center text-[13px] text-ink-soft hover:text-ink"
        >
          <Icon name="left" sizePx={14} />
          {up.name}
        </Link>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <PageTitle name={name}>{title}</PageTitle>
            {badges}
          </div>
          {below && <div className="mt-0.5 text-ink-soft">{below}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </header>
  )
}

/**
 * The page of one resource: its states while it is read, when there is none, when it fails; its head; then the page's own
 * sections, the first ones wide, `aside` beside them.
 *
 * @param props.kind "Order": for the title, with the id below.
 * @example <DetailPage kind="Order" id={id} up={{ path: 'orders', name: 'Orders' }} reading={order} title={...}>{(order) => ...}</DetailPage>
 */
export const DetailPage = <Resource,>({
  kind,
  id,
  up,
  reading,
  title,
  badges,
  actions,
  aside,
  children,
}: {
  kind: string
  id: string
  up: { path: string; name: string }
  reading: Reading<Resource>
  title?: (resource: Resource) => ReactNode
  badges?: (resource: Resource) => ReactNode
  actions?: (resource: Resource) => ReactNode
  aside?: (resource: Resource) => ReactNode
  children: (resource: Resource) => ReactNode
}) => {
  const { data, problem } = reading
  const isMissing = problem instanceof ApiProblem && problem.status === 404
  return (
    <>
      <PageHead
        name={`${kind} ${id}`}
        title={data && title ? title(data) : kind}
        up={up}
        badges={data && badges?.(data)}
        below={<IdLink id={id} />}
        actions={data && actions?.(data)}
      />
      {isMissing && (
        <Notice tone="attention" title={`There is no such ${inSentence(kind)} here`}>
          <p>
            Live mode and each sandbox are worlds of their own: what was made in one does not exist in
            another. Check which environment is chosen.
          </p>
        </Notice>
      )}
      {problem !== null && !isMissing && (
        <div className="mb-4">
          <ProblemNotice problem={problem} onRetry={() => void reading.reload()} />
        </div>
      )}
      {data && !isMissing && (
        <div className={aside ? 'grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]' : ''}>
          <div className="min-w-0 space-y-4">{children(data)}</div>
          {aside && <div className="min-w-0 space-y-4">{aside(data)}</div>}
        </div>
      )}
      {!data && problem === null && (
        <div className="card">
          <Skeleton lines={12} />
        </div>
      )}
    </>
  )
}

/** "Order" within a sentence; "API call" keeps its capitals. */
const inSentence = (kind: string): string =>
  kind.replaceAll(/\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase())
