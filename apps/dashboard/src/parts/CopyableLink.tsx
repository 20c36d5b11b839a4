import { buttonClasses, Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { useCopy } from './use-copy.ts'

/** An address for other people: to see whole, to copy, to open. */
export const CopyableLink = ({ url, label }: { url: string; label: string }) => {
  const { isCopied, copy } = useCopy()
  return (
    <>
      <input
        readOnly
        value={url}
        aria-label={label}
        className="control font-mono text-xs"
        onFocus={(event) => event.target.select()}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" onClick={() => void copy(url)}>
          <Icon name={isCopied ? 'done' : 'copy'} />
          {isCopied ? 'Copied' : 'Copy link'}
        </Button>
        <a href={url} target="_blank" rel="noreferrer" className={buttonClasses()}>
          Open
          <Icon name="outside" />
        </a>
      </div>
    </>
  )
}
