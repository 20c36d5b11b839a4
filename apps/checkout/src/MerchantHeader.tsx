import { ArrowLeftIcon } from './icons.tsx'
import { MerchantMark } from './MerchantMark.tsx'

/** Who is paid, and the way back to them. */
export const MerchantHeader = ({ name, backHref }: { name: string; backHref: string | null }) => (
  <header className="flex min-w-0 items-center gap-3">
    {backHref !== null && (
      <a
        href={backHref}
        aria-label={`Back to ${name}`}
        className="-ml-2 inline-flex xl:-ml-12 size-9 shrink-0 items-center justify-center rounded-full text-ink-soft transition-colors hover:bg-tile hover:text-ink"
      >
        <ArrowLeftIcon />
      </a>
    )}
    <MerchantMark name={name} />
    <span className="min-w-0 truncate font-semibold">{name}</span>
  </header>
)
