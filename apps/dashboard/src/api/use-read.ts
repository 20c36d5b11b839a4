import { useCallback, useEffect, useRef, useState } from 'react'
import { useApi } from './api-context.ts'
import { type Page } from './api.ts'
import { type Query, pathWith } from './query.ts'

/**
 * What has been read so far. `data` stays while it is read again, and when the next reading fails: then `problem` is there,
 * too.
 */
export type Reading<Answer> = {
  data: Answer | null
  problem: unknown
  isReading: boolean
  /** Reads it again; `data` stays meanwhile. */
  reload: () => Promise<void>
}

/** The last answers by environment and path, so that going back shows at once what was there, and then what is new. */
const remembered = new WeakMap<object, Map<string, unknown>>()
const mostRemembered = 60

const memoryOf = (owner: object): Map<string, unknown> => {
  let memory = remembered.get(owner)
  if (!memory) remembered.set(owner, (memory = new Map()))
  return memory
}

const keep = (memory: Map<string, unknown>, key: string, answer: unknown) => {
  memory.delete(key)
  memory.set(key, answer)
  if (memory.size > mostRemembered) memory.delete(memory.keys().next().value!)
}

const useReading = <Answer>(key: string | null, read: () => Promise<Answer>): Reading<Answer> => {
  const memory = memoryOf(useApi())
  const [state, setState] = useState<{ key: string | null; data: Answer | null; problem: unknown }>({
    key: null,
    data: null,
    problem: null,
  })
  const [isReading, setIsReading] = useState(true)
  const readNow = useRef(read)
  readNow.current = read
  const wanted = useRef(key)
  wanted.current = key

  const reload = useCallback(async () => {
    if (key === null) return
    setIsReading(true)
    let next: { data: Answer | null; problem: unknown }
    try {
      const data = await readNow.current()
      keep(memory, key, data)
      next = { data, problem: null }
    } catch (problem) {
      next = { data: (memory.get(key) as Answer | undefined) ?? null, problem }
    }
    // An answer to what was asked before is no longer of interest.
    if (wanted.current !== key) return
    setState({ key, ...next })
    setIsReading(false)
  }, [key, memory])

  useEffect(() => void reload(), [reload])

  const isCurrent = state.key === key
  return {
    data: key === null ? null : isCurrent ? state.data : ((memory.get(key) as Answer | undefined) ?? null),
    problem: isCurrent ? state.problem : null,
    isReading: key !== null && (isReading || !isCurrent),
    reload,
  }
}

/**
 * Reads one resource, and again when the path changes.
 *
 * @param path Null reads nothing yet.
 * @example const order = useRead<Order>(`/v1/orders/${id}`)
 */
export const useRead = <Answer>(path: string | null, query?: Query): Reading<Answer> => {
  const api = useApi()
  return useReading(path === null ? null : pathWith(path, query), () => api.get<Answer>(path!, query))
}

/** Reads one page of a list. */
export const useList = <Item>(path: string | null, query?: Query): Reading<Page<Item>> => {
  const api = useApi()
  return useReading(path === null ? null : `list ${pathWith(path, query)}`, () =>
    api.list<Item>(path!, query),
  )
}
