import type { Money } from '../api-shapes.ts'
import { MerchantMark } from '../MerchantMark.tsx'
import { showMoney } from '../show-money.ts'
import { EventFacts } from './EventFacts.tsx'
import { LinkPicture } from './LinkPicture.tsx'
import type { LinkSnapshot } from './link-shapes.ts'

interface LinkSummaryProps {
  readonly snapshot: LinkSnapshot
  readonly merchant: string
  /** What the choices come to; null while it is not known. */
  readonly subtotal: Money | null
  readonly isOpen: boolean
}

/** What is offered, and by whom. */
export const LinkSummary = ({ snapshot, merchant, subtotal, isOpen }: LinkSummaryProps) => {
  const { payment_link: link } = snapshot
  const message = link.custom_text?.order_summary_message
  return (
    <>
      <header className="flex min-w-0 items-center gap-3">
        <ShopMark snapshot={snapshot} merchant={merchant} />
        <span className="min-w-0 truncate font-semibold">{merchant}</span>
      </header>
      <section aria-label="What is offered" className="mt-6 lg:mt-11">
        <p className="text-lg leading-snug font-medium text-balance wrap-anywhere">{link.name}</p>
        {isOpen && (
          <p
            aria-live="polite"
            className="mt-1 text-[2rem] leading-tight font-semibold tracking-tight tabular-nums lg:text-[2.75rem]"
          >
            {subtotal === null ? <span className="text-ink-soft">–</span> : showMoney(subtotal)}
          </p>
        )}
        <LinkPicture
          address={link.image}
          className="mt-5 aspect-[16/10] max-h-80 w-full rounded-2xl lg:mt-8"
        />
        {link.description && (
          <p className="mt-5 text-[15px] whitespace-pre-line text-ink-soft wrap-anywhere lg:mt-7">
            {link.description}
          </p>
        )}
        {link.payment_link_type === 'event' && link.event_config && (
          <div className="mt-5 lg:mt-7">
            <EventFacts event={link.event_config} placesLeft={snapshot.remaining_quantity ?? null} />
          </div>
        )}
        {message && (
          <p className="mt-6 rounded-xl border border-line px-4 py-3 text-sm whitespace-pre-line text-ink-soft wrap-anywhere">
            {message}
          </p>
        )}
      </section>
    </>
  )
}

/** The seller's own sign where there is one; the initial stands in for one that does not load. */
const ShopMark = ({ snapshot, merchant }: { snapshot: LinkSnapshot; merchant: string }) => {
  const address = snapshot.merchant_icon ?? snapshot.merchant_logo
  return (
    <span className="relative inline-flex shrink-0">
      <MerchantMark name={merchant} />
      <LinkPicture address={address} fit="contain" className="absolute inset-0 rounded-control" />
    </span>
  )
}
