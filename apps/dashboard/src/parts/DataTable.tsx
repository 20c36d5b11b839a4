import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { usePathOf } from '../session-context.ts'
import { joinClasses } from './join-classes.ts'

export type Column<Row> = {
  name: string
  show: (row: Row) => ReactNode
  /** Amounts and counts. */
  isNumber?: boolean
  /** Read aloud only. */
  isNameHidden?: boolean
  /** Left out where there is little room. */
  isExtra?: boolean
}

/**
 * A table that is a list of cards on a phone.
 *
 * @param props.label    Read aloud as the table's name.
 * @param props.pathOf   Where a row leads: the whole row is pressed, the first cell is the link.
 * @param props.isBusy   New rows are on their way.
 */
export const DataTable = <Row,>({
  label,
  columns,
  rows,
  keyOf,
  pathOf,
  isBusy = false,
}: {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  pathOf?: (row: Row) => string | null
  isBusy?: boolean
}) => {
  const inEnvironment = usePathOf()
  return (
    // Shown as cards the elements would lose their meaning as a table: the roles keep it.
    <table
      role="table"
      aria-label={label}
      aria-busy={isBusy}
      className={joinClasses('w-full text-left transition-opacity max-sm:block', isBusy && 'opacity-60')}
    >
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" className="border-b border-line">
          {columns.map(({ name, isNumber, isExtra, isNameHidden }) => (
            <th
              key={name}
              role="columnheader"
              scope="col"
              className={joinClasses(
                'h-9 px-2 text-xs font-medium whitespace-nowrap text-ink-soft first:pl-4 last:pr-4',
                isNumber && 'text-right',
                isExtra && 'max-lg:hidden',
              )}
            >
              {isNameHidden ? <span className="sr-only">{name}</span> : name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-sm:block">
        {rows.map((row) => {
          const path = pathOf?.(row) ?? null
          return (
            <tr
              key={keyOf(row)}
              role="row"
              className={joinClasses(
                'relative border-b border-line last:border-b-0',
                'max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-4 max-sm:gap-y-1 max-sm:px-4 max-sm:py-2.5',
                path !== null && 'focus-within:bg-raised hover:bg-raised',
              )}
            >
              {columns.map(({ name, show, isNumber, isExtra }, index) => (
                <td
                  key={name}
                  role="cell"
                  data-extra={isExtra || undefined}
                  className={joinClasses(
                    'h-10 px-2 py-1 first:pl-4 last:pr-4 max-sm:h-auto max-sm:min-w-0 max-sm:p-0!',
                    isNumber && 'text-right max-sm:col-start-2',
                    !isNumber && 'max-sm:[&:nth-child(even_of_:not([data-extra]))]:text-right',
                    isExtra && 'max-lg:hidden',
                  )}
                >
                  {index === 0 && path !== null ? (
                    // The link covers its row; what else can be pressed there lies above it.
                    <Link to={inEnvironment(path)} className="after:absolute after:inset-0 hover:underline">
                      {show(row)}
                    </Link>
                  ) : (
                    show(row)
                  )}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
