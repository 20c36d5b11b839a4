import { keepAlive } from './stream-messages.ts'

/** Between whoever reads events and the client who takes them. */
export type StreamInbox = {
  add(text: string): void
  /** The last that is said, after all that was added before. */
  end(text: string): void
  /** Everything since the last time, once there is something; a sign of life when there is nothing for long. */
  next(): Promise<{ text: string; isLast: boolean }>
  /** The client has taken everything and waits for more. */
  isAwaited(): boolean
}

/** Shorter than the half minute after which common proxies close a silent connection. */
const keepAliveMs = 15_000

export const streamInbox = (): StreamInbox => {
  let text = ''
  let isEnded = false
  let arrive: (() => void) | null = null

  const add = (more: string) => {
    if (isEnded || more === '') return
    text += more
    arrive?.()
  }

  return {
    add,
    end: (last) => {
      if (isEnded) return
      text += last
      isEnded = true
      arrive?.()
    },
    next: async () => {
      if (text === '' && !isEnded) await wait()
      const taken = text === '' ? keepAlive : text
      text = ''
      return { text: taken, isLast: isEnded }
    },
    isAwaited: () => arrive !== null,
  }

  function wait(): Promise<void> {
    return new Promise((resolve) => {
      const silence = setTimeout(() => arrive?.(), keepAliveMs)
      arrive = () => {
        clearTimeout(silence)
        arrive = null
        resolve()
      }
    })
  }
}
