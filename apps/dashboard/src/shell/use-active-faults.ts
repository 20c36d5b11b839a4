import { useEffect, useState } from 'react'
import { createApi } from '../api/api.ts'
import { createCallLog } from '../api/call-log.ts'
import { faultNews } from '../api/fault-news.ts'
import type { ChosenEnvironment } from '../session.ts'

const readAgainEveryMs = 60_000
const firstReadAfterMs = 500
const none: readonly string[] = []

/**
 * The names of the faults that are on in a sandbox. They are asked for in live mode, where sandboxes are managed, and not
 * noted among the page's calls: the page did not make them.
 */
export const useActiveFaults = ({ sandbox_id, merchant }: ChosenEnvironment): readonly string[] => {
  const [faults, setFaults] = useState(none)
  const liveId = merchant.environments.find(({ mode }) => mode === 'live')?.merchant_environment_id
  useEffect(() => {
    if (sandbox_id === null || liveId === undefined) return setFaults(none)
    const api = createApi(liveId, createCallLog(), () => {})
    let isWanted = true
    const read = async () => {
      const found = await api
        .get<{ active_faults: string[] }>(`/v1/developer/sandboxes/${sandbox_id}/faults`)
        .catch(() => null)
      // Where it cannot be read, the page says what is wrong; the bar shows what it knew.
      if (isWanted && found) setFaults(found.active_faults)
    }
    const readIfSeen = () => void (document.visibilityState === 'visible' && read())
    // The page’s own calls go first.
    const first = setTimeout(() => void read(), firstReadAfterMs)
    const timer = setInterval(readIfSeen, readAgainEveryMs)
    const unsubscribe = faultNews.subscribe(() => void read())
    return () => {
      isWanted = false
      clearTimeout(first)
      clearInterval(timer)
      unsubscribe()
    }
  }, [sandbox_id, liveId])
  return faults
}
