import { Icon } from './Icon.tsx'
import { joinClasses } from './join-classes.ts'
import { useCopy } from './use-copy.ts'

/** @param props.what What is copied, for its name: "Copy order id". */
export const CopyButton = ({
  text,
  what,
  label,
  className,
}: {
  text: string
  what: string
  /** Words beside the drawing. */
  label?: string
  className?: string
}) => {
  const { isCopied, copy } = useCopy()
  return (
    <button
      type="button"
      onClick={() => void copy(text)}
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      className={joinClasses(
        'inline-flex min-h-6 min-w-6 items-center justify-center gap-1 rounded text-xs text-ink-soft hover:bg-raised hover:text-ink',
        className,
      )}
    >
      <Icon name={isCopied ? 'done' : 'copy'} sizePx={14} />
      {label !== undefined && <span>{isCopied ? 'Copied' : label}</span>}
      <span role="status" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
    </button>
  )
}
