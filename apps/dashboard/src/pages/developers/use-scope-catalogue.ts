import { useEffect, useState } from 'react'
import { type ScopeUse, scopeCatalogue } from './scope-catalogue.ts'

let reading: Promise<ScopeUse[]> | null = null

/** Read once for the tab: the document changes with the server only. */
const readCatalogue = (): Promise<ScopeUse[]> =>
  (reading ??= fetch('/v1/openapi.json')
    .then(async (response) => scopeCatalogue(await response.json()))
    .catch((problem: unknown) => {
      reading = null
      throw problem
    }))

/** The scopes that keys can be given; null while they are read. */
export const useScopeCatalogue = (): { catalogue: readonly ScopeUse[] | null; problem: unknown } => {
  const [state, setState] = useState<{ catalogue: readonly ScopeUse[] | null; problem: unknown }>({
    catalogue: null,
    problem: null,
  })
  useEffect(() => {
    let isGone = false
    readCatalogue().then(
      (catalogue) => isGone || setState({ catalogue, problem: null }),
      (problem: unknown) => isGone || setState({ catalogue: null, problem }),
    )
    return () => {
      isGone = true
    }
  }, [])
  return state
}
