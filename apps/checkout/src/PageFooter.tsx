import type { CheckoutSession } from './api-shapes.ts'
import { FlintMark } from './icons.tsx'
import { safeLink } from './safe-link.ts'

/** Who runs the page, and the seller's terms. */
export const PageFooter = ({ legal }: { legal: CheckoutSession['legal'] }) => {
  const links = [
    ['Terms', legal?.terms_of_service_url],
    ['Refunds', legal?.refund_policy_url],
    ['Shipping', legal?.shipping_policy_url],
    ['Contract', legal?.contract_url],
  ] as const
  return (
    <footer className="flex flex-wrap items-center justify-center gap-x-5 gap-y-2 border-t border-line pt-5 text-[13px] text-ink-soft">
      <span className="inline-flex items-center gap-1.5">
        Powered by
        <span className="inline-flex items-center gap-1 font-semibold text-ink">
          <FlintMark className="size-4 text-accent" />
          Flint
        </span>
      </span>
      {links.map(([label, address]) => {
        const href = safeLink(address)
        return href === null ? null : (
          <a key={label} href={href} target="_blank" rel="noopener noreferrer" className="link">
            {label}
            <span className="sr-only"> (opens in a new tab)</span>
          </a>
        )
      })}
    </footer>
  )
}
