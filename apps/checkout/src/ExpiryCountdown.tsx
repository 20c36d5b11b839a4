import { countdownFromMs, countdownText } from './countdown-text.ts'
import { ClockIcon } from './icons.tsx'

/** How long the checkout stays open, shown only towards its end. Said aloud once, with a minute to go. */
export const ExpiryCountdown = ({ leftMs }: { leftMs: number }) => {
  if (leftMs > countdownFromMs || leftMs <= 0) return null
  const isSoon = leftMs <= 60_000
  return (
    <div
      className={`flex items-center gap-2 text-sm ${isSoon ? 'text-attention' : 'text-ink-soft'}`}
      aria-live={isSoon ? 'polite' : 'off'}
      aria-atomic={false}
    >
      <ClockIcon className="size-4 shrink-0" />
      <p>
        This checkout closes in{' '}
        <span aria-hidden="true" className="font-medium tabular-nums">
          {countdownText(leftMs)}
        </span>
        <span className="sr-only">{isSoon ? 'less than a minute' : 'less than ten minutes'}</span>
      </p>
    </div>
  )
}
