import { useEffect } from 'react'
import type { Checkout } from './checkout.ts'

/** How often an open page that nobody touches asks whether the checkout is still the same. */
const lookAgainMs = 30_000

/** Keeps the page true while it is open: the connection, the seller's changes, and the checkout's end. */
export const useKeepFresh = (checkout: Checkout, isOver: boolean): void => {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible' && navigator.onLine) void checkout.lookAgain()
    }
    const onConnection = (): void => {
      checkout.setOnline(navigator.onLine)
      if (!navigator.onLine) return
      if (checkout.getState().load === 'unreachable') void checkout.load()
      else look()
    }
    checkout.setOnline(navigator.onLine)
    void checkout.load()
    const timer = setInterval(look, lookAgainMs)
    document.addEventListener('visibilitychange', look)
    window.addEventListener('online', onConnection)
    window.addEventListener('offline', onConnection)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('online', onConnection)
      window.removeEventListener('offline', onConnection)
    }
  }, [checkout])

  useEffect(() => {
    if (isOver) void checkout.expire()
  }, [checkout, isOver])
}
