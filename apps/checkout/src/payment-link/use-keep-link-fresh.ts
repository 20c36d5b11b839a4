import { useEffect } from 'react'
import type { PaymentLink } from './payment-link.ts'

/** How often an open page that nobody touches asks whether the link is still the same. */
const lookAgainMs = 60_000

/** Keeps the page true while it is open: the connection, the seller's changes, what others have bought meanwhile. */
export const useKeepLinkFresh = (link: PaymentLink): void => {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible' && navigator.onLine) void link.lookAgain()
    }
    const onConnection = (): void => {
      link.setOnline(navigator.onLine)
      if (!navigator.onLine) return
      if (link.getState().load === 'unreachable') void link.load()
      else look()
    }
    const onShow = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) void link.comeBack()
    }
    link.setOnline(navigator.onLine)
    void link.load()
    const timer = setInterval(look, lookAgainMs)
    document.addEventListener('visibilitychange', look)
    window.addEventListener('online', onConnection)
    window.addEventListener('offline', onConnection)
    window.addEventListener('pageshow', onShow)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('online', onConnection)
      window.removeEventListener('offline', onConnection)
      window.removeEventListener('pageshow', onShow)
    }
  }, [link])
}
