/** From here on the page shows how long is left; before, it would only make buyers nervous. */
export const countdownFromMs = 10 * 60_000

/** Minutes and seconds left, e.g. `9:05`; nothing below zero. */
export const countdownText = (leftMs: number): string => {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
