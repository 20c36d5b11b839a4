import type { ReactNode } from 'react'
import { useWrite } from '../api/use-write.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Form } from './Form.tsx'
import { ProblemNotice } from './Notice.tsx'
import { useToast } from './Toast.tsx'

export type ConfirmDialogProps<Answer> = {
  title: string
  /** The button that does it: "Refund", never "OK". */
  confirm: string
  isDanger?: boolean
  /** Sends the call. The same key for as long as nobody knows what became of it. */
  send: (form: FormData, idempotencyKey: string) => Promise<Answer>
  /** What is said once it is done. */
  done: string | ((answer: Answer) => string)
  onDone?: (answer: Answer) => void | Promise<void>
  onClose: () => void
  /** What will happen, and the fields. */
  children?: ReactNode
}

/** Asks before it does something, does it by a real call, and shows what the API says to it. */
export const ConfirmDialog = <Answer,>(props: ConfirmDialogProps<Answer>) => {
  const toast = useToast()
  const write = useWrite((input: { entries: [string, unknown][] }, key) => {
    const form = new FormData()
    for (const [name, value] of input.entries) form.append(name, value as string)
    return props.send(form, key)
  })
  const submit = async (form: FormData) => {
    const answer = await write.run({ entries: [...form.entries()] })
    if (answer === null) return
    toast(typeof props.done === 'string' ? props.done : props.done(answer))
    await props.onDone?.(answer)
    props.onClose()
  }
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <Form onSubmit={submit} problem={write.problem}>
        <div className="space-y-4">
          {props.children}
          {write.problem !== null && <ProblemNotice problem={write.problem} />}
          <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
            <Button onClick={props.onClose}>Keep as it is</Button>
            <Button type="submit" look={props.isDanger ? 'danger' : 'primary'} isBusy={write.isRunning}>
              {props.confirm}
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  )
}
