import type { TabMemory } from './checkout-state.ts'
import { readStored, writeStored, type TabStorage } from './session-access.ts'

/** Reading the property alone throws where the browser forbids storage. */
export const tabStorage = (): TabStorage | null => {
  try {
    return window.sessionStorage
  } catch {
    return null
  }
}

/** Remembers across reloads of one tab, per session. Without storage it remembers until the page is left. */
export const createTabMemory = (sessionId: string, storage: TabStorage | null): TabMemory => {
  const attemptKey = `flint.checkout.${sessionId}.attempt`
  const tipKey = `flint.checkout.${sessionId}.tip`
  const taxPlaceKey = `flint.checkout.${sessionId}.tax-place`
  let attempt = readStored(storage, attemptKey)
  let isTipSettled = readStored(storage, tipKey) === 'settled'
  let isTaxPlaceAsked = readStored(storage, taxPlaceKey) === 'asked'
  return {
    get attempt() {
      return attempt
    },
    set attempt(id) {
      attempt = id
      writeStored(storage, attemptKey, id)
    },
    get isTipSettled() {
      return isTipSettled
    },
    set isTipSettled(isSettled) {
      isTipSettled = isSettled
      writeStored(storage, tipKey, isSettled ? 'settled' : null)
    },
    get isTaxPlaceAsked() {
      return isTaxPlaceAsked
    },
    set isTaxPlaceAsked(isAsked) {
      isTaxPlaceAsked = isAsked
      writeStored(storage, taxPlaceKey, isAsked ? 'asked' : null)
    },
  }
}
