import { type ReactNode, useId } from 'react'

/** A part of a page with a heading of its own. `isFlush`: its content reaches the edges, as a table does. */
export const Section = ({
  title,
  actions,
  children,
  isFlush = false,
}: {
  title: string
  actions?: ReactNode
  children: ReactNode
  isFlush?: boolean
}) => {
  const titleId = useId()
  return (
    <section aria-labelledby={titleId} className="card min-w-0">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-1.5">
        <h2 id={titleId} className="font-semibold">
          {title}
        </h2>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      <div className={isFlush ? '' : 'px-4 py-3'}>{children}</div>
    </section>
  )
}
