import { useCallback, useRef, useState } from 'react'
import { newIdempotencyKey } from './idempotency-key.ts'
import { isUnknown } from './retry.ts'

export type Writing<Input, Answer> = {
  /** @returns The answer, or null when it was refused: see `problem`. */
  run: (input: Input) => Promise<Answer | null>
  isRunning: boolean
  problem: unknown
  forget: () => void
}

/**
 * One write at a time, with one idempotency key for one intention: while nobody knows what became of it, pressing again
 * sends the same key, so that nothing is done twice. Another input is another intention.
 *
 * @example const close = useWrite((_: void, key) => api.post(`/v1/orders/${id}/close`, {}, { idempotencyKey: key }))
 */
export const useWrite = <Input, Answer>(
  send: (input: Input, idempotencyKey: string) => Promise<Answer>,
): Writing<Input, Answer> => {
  const [isRunning, setIsRunning] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const pending = useRef<{ fingerprint: string; key: string } | null>(null)
  const isBusy = useRef(false)
  const sendNow = useRef(send)
  sendNow.current = send

  const run = useCallback(async (input: Input): Promise<Answer | null> => {
    if (isBusy.current) return null
    isBusy.current = true
    const fingerprint = JSON.stringify(input) ?? ''
    if (pending.current?.fingerprint !== fingerprint)
      pending.current = { fingerprint, key: newIdempotencyKey() }
    setIsRunning(true)
    setProblem(null)
    try {
      const answer = await sendNow.current(input, pending.current.key)
      pending.current = null
      return answer
    } catch (error) {
      if (!isUnknown(error)) pending.current = null
      setProblem(error)
      return null
    } finally {
      isBusy.current = false
      setIsRunning(false)
    }
  }, [])

  return { run, isRunning, problem, forget: useCallback(() => setProblem(null), []) }
}
