import type { CSSProperties, ReactNode } from 'react'

interface CheckoutFrameProps {
  /** The seller's colours of the half with the order. */
  readonly panelStyle?: CSSProperties
  readonly banner: ReactNode
  readonly summary: ReactNode
  readonly footer: ReactNode
  readonly children: ReactNode
}

/** Two halves side by side on wide screens, one above the other on narrow ones: what is bought, and paying it. */
export const CheckoutFrame = ({ panelStyle, banner, summary, footer, children }: CheckoutFrameProps) => (
  <div className="flex min-h-dvh flex-col">
    {banner}
    <div className="flex flex-1 flex-col lg:grid lg:grid-cols-2">
      <div
        style={panelStyle}
        className="bg-panel text-ink max-lg:border-b max-lg:border-line lg:flex lg:justify-end"
      >
        <div className="mx-auto w-full max-w-[600px] px-4 pt-5 pb-5 sm:px-8 lg:sticky lg:top-0 lg:mx-0 lg:max-w-[528px] lg:self-start lg:py-14 lg:pr-16 lg:pl-8">
          {summary}
        </div>
      </div>
      <div className="flex flex-1 flex-col bg-surface">
        <main className="mx-auto w-full max-w-[600px] flex-1 px-4 pt-7 pb-8 sm:px-8 lg:mx-0 lg:max-w-[528px] lg:py-14 lg:pr-8 lg:pl-16">
          {children}
        </main>
        <div className="mx-auto w-full max-w-[600px] px-4 pb-8 sm:px-8 lg:mx-0 lg:max-w-[528px] lg:pr-8 lg:pl-16">
          {footer}
        </div>
      </div>
    </div>
  </div>
)
