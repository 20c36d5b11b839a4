import type { CheckoutSession } from './api-shapes.ts'
import { safeLink } from './safe-link.ts'

/** How to reach the seller, as far as they say. */
export const SupportLine = ({ support }: { support: CheckoutSession['merchant_support'] }) => {
  const { email, phone, url } = support ?? {}
  const page = safeLink(url)
  if (!email && !phone && page === null) return null
  return (
    <p className="mt-5 flex flex-wrap gap-x-4 gap-y-1 text-[15px] text-ink-soft">
      <span>Questions?</span>
      {email && (
        <a className="link" href={`mailto:${encodeURIComponent(email).replace('%40', '@')}`}>
          {email}
        </a>
      )}
      {phone && (
        <a className="link" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
          {phone}
        </a>
      )}
      {page !== null && (
        <a className="link" href={page}>
          Help page
        </a>
      )}
    </p>
  )
}
