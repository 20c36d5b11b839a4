import { useCallback, useState } from 'react'

export interface FieldProblem {
  readonly problem: string | null
  /** Leaving a field that was filled in checks it; one that is still empty is left in peace until the form is sent. */
  onLeave(text: string): void
  /** Once a problem is shown it is checked again with every key, so that it goes away when it is solved. */
  onEdit(text: string): void
  /** Checks for sending. True when nothing is wrong. */
  check(text: string): boolean
  show(problem: string | null): void
}

/** When a field says what is wrong with it. */
export const useFieldProblem = (problemOf: (text: string) => string | null): FieldProblem => {
  const [problem, setProblem] = useState<string | null>(null)
  const check = useCallback(
    (text: string) => {
      const found = problemOf(text)
      setProblem(found)
      return found === null
    },
    [problemOf],
  )
  return {
    problem,
    check,
    show: setProblem,
    onLeave: (text) => {
      if (text.trim() !== '') check(text)
    },
    onEdit: (text) => {
      if (problem !== null) check(text)
    },
  }
}
