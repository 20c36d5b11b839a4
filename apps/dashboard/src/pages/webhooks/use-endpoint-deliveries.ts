import { useCallback, useEffect, useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { type EndpointDelivery, readEndpointDeliveries } from './endpoint-deliveries.ts'
import type { DeliveryStatus } from './webhook.ts'

/** An endpoint's deliveries, a page more each time somebody asks for more. */
export const useEndpointDeliveries = (endpointId: string, status: DeliveryStatus | null) => {
  const api = useApi()
  const [found, setFound] = useState<readonly EndpointDelivery[] | null>(null)
  const [nextToken, setNextToken] = useState<string | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [isReading, setIsReading] = useState(true)

  const read = useCallback(
    async (pageToken: string | null, isGone: () => boolean = () => false) => {
      setIsReading(true)
      try {
        const page = await readEndpointDeliveries(api, endpointId, { status, pageToken })
        if (isGone()) return
        setFound((before) => (pageToken === null ? page.data : [...(before ?? []), ...page.data]))
        setNextToken(page.next_page_token ?? null)
        setProblem(null)
      } catch (error) {
        if (!isGone()) setProblem(error)
      }
      if (!isGone()) setIsReading(false)
    },
    [api, endpointId, status],
  )

  useEffect(() => {
    let isGone = false
    setFound(null)
    void read(null, () => isGone)
    return () => {
      isGone = true
    }
  }, [read])

  return { found, problem, isReading, nextToken, reload: () => read(null), more: () => read(nextToken) }
}
