import { Link } from 'react-router'
import { usePathOf } from '../session-context.ts'
import { pageOfId } from '../shell/id-pages.ts'
import { CopyButton } from './CopyButton.tsx'
import { Dash } from './Money.tsx'

/** @example shortId('ord_01M80ABTP3QX2S83HH3REHK4BX') // 'ord_…REHK4BX' */
const shortId = (id: string): string =>
  id.length > 18 ? `${id.slice(0, id.indexOf('_') + 1)}…${id.slice(-8)}` : id

/** An id that leads to its page, if there is one, and can be copied. */
export const IdLink = ({
  id,
  isShort = false,
  words,
}: {
  id: string | null | undefined
  isShort?: boolean
  /** A name in place of the id. */
  words?: string
}) => {
  const pathOf = usePathOf()
  if (!id) return <Dash />
  const page = pageOfId(id)
  const text = words ?? (isShort ? shortId(id) : id)
  const look =
    words === undefined ? `font-mono text-[13px] ${isShort ? 'whitespace-nowrap' : 'break-all'}` : ''
  return (
    <span className="relative z-10 inline-flex max-w-full items-center gap-0.5">
      {page === null ? (
        <span className={look} title={id}>
          {text}
        </span>
      ) : (
        <Link to={pathOf(page)} className={`link ${look}`} title={id}>
          {text}
        </Link>
      )}
      <CopyButton text={id} what={id} />
    </span>
  )
}
