import { type ReactNode, useRef } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import type { Query } from '../api/query.ts'
import { useList } from '../api/use-read.ts'
import { Button } from './Button.tsx'
import { type Column, DataTable } from './DataTable.tsx'
import { PageHead } from './DetailPage.tsx'
import { type Filter, Filters } from './Filters.tsx'
import { filtersIn, instantOfDay } from './list-address.ts'
import { EmptyState, ProblemNotice, Skeleton } from './Notice.tsx'

export type ListProps<Row> = {
  /** In plural: "Orders". */
  title: string
  /** The list's path in the API. */
  path: string
  /** What is asked for beside the filters. */
  query?: Query
  filters?: readonly Filter[]
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  /** Where a row leads, within the environment. */
  pathOf?: (row: Row) => string | null
  /** What is shown while nothing was ever made: what to do next. */
  empty: ReactNode
  pageSize?: number
}

/** A page that is one list. */
export const ListPage = <Row,>(props: ListProps<Row> & { actions?: ReactNode; intro?: ReactNode }) => (
  <>
    <PageHead name={props.title} actions={props.actions} below={props.intro} />
    <ListCard {...props} />
  </>
)

/** A list with its filters and pages, all of which stand in the address. At most one on a page. */
export const ListCard = <Row,>({
  title,
  path,
  query,
  filters = [],
  columns,
  keyOf,
  pathOf,
  empty,
  pageSize = 25,
}: ListProps<Row>) => {
  const [search] = useSearchParams()
  const chosen = filtersIn(
    search,
    filters.map(({ name }) => name),
  )
  const pageToken = search.get('page_token')
  const list = useList<Row>(path, {
    ...query,
    ...asAsked(filters, chosen),
    page_size: pageSize,
    page_token: pageToken,
  })
  // While another page or filter is read, what was there stays, so that nothing jumps.
  const shown = useLast(list.data)
  const rows = shown?.data
  const isFiltered = Object.keys(chosen).length > 0
  return (
    <div className="card min-w-0">
      {filters.length > 0 && <Filters filters={filters} />}
      {list.problem !== null && (
        <div className="p-4">
          <ProblemNotice problem={list.problem} onRetry={() => void list.reload()} />
        </div>
      )}
      {!rows && list.problem === null && <Skeleton lines={12} />}
      {rows && rows.length > 0 && (
        <DataTable
          label={title}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          pathOf={pathOf}
          isBusy={list.data === null}
        />
      )}
      {rows?.length === 0 &&
        (isFiltered || pageToken !== null ? (
          <EmptyState title="Nothing matches">
            <p>Nothing here fits these filters. Change or clear them to see more.</p>
          </EmptyState>
        ) : (
          empty
        ))}
      {rows && (rows.length > 0 || pageToken !== null) && (
        <Paging count={rows.length} pageToken={pageToken} nextToken={shown?.next_page_token ?? null} />
      )}
    </div>
  )
}

const useLast = <Value,>(value: Value | null): Value | null => {
  const last = useRef(value)
  if (value !== null) last.current = value
  return last.current
}

const asAsked = (filters: readonly Filter[], chosen: Record<string, string>): Query =>
  Object.fromEntries(
    filters.flatMap(({ kind, name }) => {
      const value = chosen[name]
      if (value === undefined) return []
      return [
        [name, kind === 'day' ? instantOfDay(value, name.endsWith('_before') ? 'end' : 'start') : value],
      ]
    }),
  )

/** How many pages lie behind is remembered by the browser's history, which also leads back. */
const Paging = ({
  count,
  pageToken,
  nextToken,
}: {
  count: number
  pageToken: string | null
  nextToken: string | null
}) => {
  const navigate = useNavigate()
  const { state } = useLocation()
  const [search] = useSearchParams()
  const depth = (state as { depth?: number } | null)?.depth ?? 0
  const show = (token: string | null, nextDepth: number) => {
    const next = new URLSearchParams(search)
    if (token === null) next.delete('page_token')
    else next.set('page_token', token)
    void navigate({ search: next.toString() }, { state: { depth: nextDepth } })
    // The new rows are read from their top.
    window.scrollTo({ top: 0 })
  }
  return (
    <nav
      aria-label="Pages"
      className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-4 py-2"
    >
      <p className="text-[13px] text-ink-soft">
        {count === 1 ? '1 shown' : `${count} shown`}
        {nextToken === null ? (pageToken === null ? '' : ', the last ones') : ', more follow'}
      </p>
      <div className="flex gap-2">
        {pageToken !== null && depth === 0 && (
          <Button isSmall onClick={() => show(null, 0)}>
            First page
          </Button>
        )}
        <Button
          isSmall
          disabledReason={depth > 0 ? null : 'This is the first page that was opened'}
          onClick={() => void navigate(-1)}
        >
          Previous
        </Button>
        <Button
          isSmall
          disabledReason={nextToken === null ? 'There is nothing after this' : null}
          onClick={() => show(nextToken, depth + 1)}
        >
          Next
        </Button>
      </div>
    </nav>
  )
}
