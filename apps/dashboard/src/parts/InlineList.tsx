import type { ReactNode } from 'react'
import type { Query } from '../api/query.ts'
import { type Column, DataTable } from './DataTable.tsx'
import { MoreButton } from './MoreButton.tsx'
import { ProblemNotice, Skeleton } from './Notice.tsx'
import { Section } from './Section.tsx'
import { useGrowingList } from './use-growing-list.ts'

/** A section that is a short list of what belongs to the page's resource. */
export const InlineList = <Row,>({
  title,
  path,
  query,
  columns,
  keyOf,
  pathOf,
  none,
  actions,
}: {
  title: string
  path: string
  query?: Query
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  pathOf?: (row: Row) => string | null
  /** What is said while there are none. */
  none: string
  actions?: ReactNode
}) => {
  const list = useGrowingList<Row>(path, { page_size: 10, ...query })
  return (
    <Section title={title} isFlush actions={actions}>
      {list.problem !== null && (
        <div className="p-4">
          <ProblemNotice problem={list.problem} onRetry={() => void list.reload()} />
        </div>
      )}
      {!list.items && list.problem === null && <Skeleton lines={2} />}
      {list.items?.length === 0 && <p className="px-4 py-3 text-ink-soft">{none}</p>}
      {list.items && list.items.length > 0 && (
        <DataTable label={title} columns={columns} rows={list.items} keyOf={keyOf} pathOf={pathOf} />
      )}
      <MoreButton list={list} />
    </Section>
  )
}
