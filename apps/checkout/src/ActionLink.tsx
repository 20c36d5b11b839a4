import type { ReactNode } from 'react'

/** A link that looks like what it is for here: the next step. */
export const ActionLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a
    href={href}
    className="inline-flex min-h-12 items-center justify-center rounded-button bg-button px-6 py-3 font-semibold text-on-button shadow-button transition-colors hover:bg-button-strong"
  >
    {children}
  </a>
)
