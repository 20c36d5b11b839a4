import { useWrite } from '../../api/use-write.ts'
import { Button, LinkButton } from '../../parts/Button.tsx'
import { CheckField, TextField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { usePathOf } from '../../session-context.ts'
import { noticeTypes } from './notice.ts'

/** What the form says of an endpoint, as the API takes it. */
export type EndpointInput = { url: string; description: string | null; enabled_events: string[] }

/** Asks where events go, and which: none chosen means all. */
export const EndpointForm = <Answer,>({
  submit,
  send,
  onDone,
  back,
}: {
  submit: string
  send: (input: EndpointInput, idempotencyKey: string) => Promise<Answer>
  onDone: (answer: Answer) => void
  back: string
}) => {
  const pathOf = usePathOf()
  const write = useWrite(send)
  const onSubmit = async (form: FormData) => {
    const description = String(form.get('description')).trim()
    const answer = await write.run({
      url: String(form.get('url')).trim(),
      description: description === '' ? null : description,
      enabled_events: form.getAll('enabled_events').map(String),
    })
    if (answer !== null) onDone(answer)
  }
  return (
    <Form onSubmit={onSubmit} problem={write.problem} className="space-y-4">
      <TextField
        label="URL"
        name="url"
        type="url"
        required
        placeholder="https://shop.example/flowlix"
        hint="Flint posts each event there, and takes any 2xx within 10 seconds as delivered."
      />
      <TextField label="Description" name="description" isOptional maxLength={1000} />
      <fieldset>
        <legend className="mb-1 font-medium">Events</legend>
        <p className="mb-2 text-[13px] text-ink-soft">Choose none for all of them.</p>
        <div className="grid gap-2 sm:grid-cols-2">
          {noticeTypes.map((type) => (
            <CheckField key={type} label={type} name="enabled_events" value={type} />
          ))}
        </div>
      </fieldset>
      {write.problem !== null && <ProblemNotice problem={write.problem} />}
      <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
        <LinkButton to={pathOf(back)}>Cancel</LinkButton>
        <Button needs="webhooks.write" type="submit" look="primary" isBusy={write.isRunning}>
          {submit}
        </Button>
      </div>
    </Form>
  )
}
