import { useEffect, useState } from 'react'
import { countdownFromMs } from './countdown-text.ts'
import type { ServerClock } from './server-clock.ts'

/** Timers count milliseconds in 31 bits; longer ones fire at once. */
const longestTimerMs = 2 ** 31 - 1

/**
 * How long until an instant on the server's clock, in milliseconds; Infinity without one. Ticks every second while the
 * countdown is shown and rests before.
 */
export const useTimeLeft = (expiresAt: string | null | undefined, clock: ServerClock): number => {
  const endMs = expiresAt ? Date.parse(expiresAt) : Number.NaN
  const [leftMs, setLeftMs] = useState(() => endMs - clock.now())
  useEffect(() => {
    if (Number.isNaN(endMs)) return
    let timer: ReturnType<typeof setTimeout>
    const tick = (): void => {
      const left = endMs - clock.now()
      setLeftMs(left)
      if (left <= 0) return
      const untilShown = left - countdownFromMs
      const nextMs = untilShown > 0 ? untilShown : Math.min(left, left % 1000 || 1000)
      timer = setTimeout(tick, Math.min(Math.max(nextMs, 50), longestTimerMs))
    }
    tick()
    // Timers sleep with the device; on waking the clock is read again.
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [endMs, clock])
  return Number.isNaN(endMs) ? Number.POSITIVE_INFINITY : leftMs
}
