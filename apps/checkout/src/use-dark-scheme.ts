import { useSyncExternalStore } from 'react'

const darkScheme = matchMedia('(prefers-color-scheme: dark)')
const subscribe = (listener: () => void): (() => void) => {
  darkScheme.addEventListener('change', listener)
  return () => darkScheme.removeEventListener('change', listener)
}

/** Whether the buyer's browser asks for dark, also when it changes its mind. */
export const useDarkScheme = (): boolean => useSyncExternalStore(subscribe, () => darkScheme.matches)
