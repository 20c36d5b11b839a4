import { createContext, useContext } from 'react'
import type { Api } from './api.ts'
import { createCallLog } from './call-log.ts'

/** One for the tab: its pages come one after another. */
export const callLog = createCallLog()

const ApiContext = createContext<Api | null>(null)
export const ApiProvider = ApiContext.Provider

/** The API in the environment that the address names. */
export const useApi = (): Api => {
  const api = useContext(ApiContext)
  if (!api) throw new Error('A page is shown outside of the shell.')
  return api
}
