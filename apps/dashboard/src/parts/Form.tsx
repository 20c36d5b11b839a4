import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { sentenceOfField } from '../api/problem.ts'

const ProblemContext = createContext<unknown>(null)

/** What the API said of a field, by the name that it has in the call. */
export const useFieldProblem = (param: string): string | null =>
  sentenceOfField(useContext(ProblemContext), param)

/** A form whose fields show what the API says of them; the first such field gets the focus. */
export const Form = ({
  onSubmit,
  problem,
  children,
  className,
}: {
  onSubmit: (form: FormData) => void | Promise<void>
  problem: unknown
  children: ReactNode
  className?: string
}) => {
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (problem) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problem])
  return (
    <ProblemContext value={problem}>
      <form
        ref={element}
        noValidate
        className={className}
        onSubmit={(event) => {
          event.preventDefault()
          if (event.currentTarget.reportValidity()) void onSubmit(new FormData(event.currentTarget))
        }}
      >
        {children}
      </form>
    </ProblemContext>
  )
}
