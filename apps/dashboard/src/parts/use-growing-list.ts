import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import type { Query } from '../api/query.ts'
import { useList } from '../api/use-read.ts'
import { useWrite } from '../api/use-write.ts'

/** A list inside of a page that grows: "Show more" adds the next page below. */
export const useGrowingList = <Item>(path: string, query: Query = {}) => {
  const api = useApi()
  const first = useList<Item>(path, query)
  const [more, setMore] = useState<{ of: unknown; items: Item[]; next: string | null } | null>(null)
  // What was added belongs to the first page that it was added to.
  const added = more && more.of === first.data ? more : null
  const next = added ? added.next : (first.data?.next_page_token ?? null)
  const reading = useWrite(async (token: string) => {
    const page = await api.list<Item>(path, { ...query, page_token: token })
    setMore({
      of: first.data,
      items: [...(added?.items ?? []), ...page.data],
      next: page.next_page_token ?? null,
    })
    return page
  })
  return {
    items: first.data && [...first.data.data, ...(added?.items ?? [])],
    problem: first.problem ?? reading.problem,
    reload: first.reload,
    hasMore: next !== null,
    isReadingMore: reading.isRunning,
    readMore: () => void (next !== null && reading.run(next)),
  }
}
