import type { CheckoutSession } from '../api/shapes.ts'
import { Button, buttonClasses } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { IdLink } from './IdLink.tsx'
import { useCopy } from './use-copy.ts'
import { When } from './When.tsx'

/** The link of a payment page, to send to a buyer. */
export const CheckoutLink = ({ session }: { session: CheckoutSession }) => {
  const { isCopied, copy } = useCopy()
  const { url } = session
  if (!url) return <p>This page is inside of a shop: it has no link of its own.</p>
  return (
    <div className="space-y-3">
      <p>
        Whoever has this link can see the order and pay it, until <When at={session.expires_at} />.
      </p>
      <input
        readOnly
        value={url}
        aria-label="Link of the payment page"
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
      <p className="text-[13px] text-ink-soft">
        <IdLink id={session.checkout_session_id} />
      </p>
    </div>
  )
}
