import { CopyableLink } from '../../parts/CopyableLink.tsx'
import type { PaymentLink } from '../../api/shapes.ts'
import { QrCode } from './QrCode.tsx'

/** The link in every form in which it reaches buyers. */
export const ShareLink = ({ link }: { link: PaymentLink }) => {
  const { url } = link
  return (
    <div className="flex flex-col gap-5 sm:flex-row">
      <div className="min-w-0 flex-1 space-y-3">
        <p>Whoever has this link can buy on its page, as often as the link allows.</p>
        <CopyableLink url={url} label="Payment link" />
      </div>
      <QrCode text={url} fileName={link.payment_link_id} />
    </div>
  )
}
