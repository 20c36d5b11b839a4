import { CopyableLink } from './CopyableLink.tsx'
import type { CheckoutSession } from '../api/shapes.ts'
import { IdLink } from './IdLink.tsx'
import { When } from './When.tsx'

/** The link of a payment page, to send to a buyer. */
export const CheckoutLink = ({ session }: { session: CheckoutSession }) => {
  const { url } = session
  if (!url) return <p>This page is inside of a shop: it has no link of its own.</p>
  return (
    <div className="space-y-3">
      <p>
        Whoever has this link can see the order and pay it, until <When at={session.expires_at} />.
      </p>
      <CopyableLink url={url} label="Link of the payment page" />
      <p className="text-[13px] text-ink-soft">
        <IdLink id={session.checkout_session_id} />
      </p>
    </div>
  )
}
