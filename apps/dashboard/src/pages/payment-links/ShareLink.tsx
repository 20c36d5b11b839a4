import type { PaymentLink } from '../../api/shapes.ts'
import { Button, buttonClasses } from '../../parts/Button.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { useCopy } from '../../parts/use-copy.ts'
import { QrCode } from './QrCode.tsx'

/** The link in every form in which it reaches buyers. */
export const ShareLink = ({ link }: { link: PaymentLink }) => {
  const { isCopied, copy } = useCopy()
  const { url } = link
  return (
    <div className="flex flex-col gap-5 sm:flex-row">
      <div className="min-w-0 flex-1 space-y-3">
        <p>Whoever has this link can buy on its page, as often as the link allows.</p>
        <input
          readOnly
          value={url}
          aria-label="Payment link"
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
      </div>
      <QrCode text={url} fileName={link.payment_link_id} />
    </div>
  )
}
