import { useState } from 'react'
import { useRead } from '../../api/use-read.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button, LinkButton } from '../../parts/Button.tsx'
import { CheckField, TextField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { usePathOf } from '../../session-context.ts'
import type { EventType } from './event-type-groups.ts'
import { EventTypePicker } from './EventTypePicker.tsx'
import type { WebhookEndpoint } from './webhook.ts'

/** What the form says of an endpoint, as the API takes it. */
export type EndpointInput = {
  readonly url: string
  readonly description: string | null
  readonly enabled_events: readonly string[]
  readonly disable_when_failing: boolean
}

/** Asks where events go, and which. */
export const EndpointForm = <Answer,>({
  endpoint,
  submit,
  send,
  onDone,
  back,
}: {
  /** The one that is changed; without it a new one. */
  endpoint?: WebhookEndpoint
  submit: string
  send: (input: EndpointInput, idempotencyKey: string) => Promise<Answer>
  onDone: (answer: Answer) => void
  back: string
}) => {
  const pathOf = usePathOf()
  const types = useRead<EventType[]>('/v1/webhook-event-types')
  const [isAll, setIsAll] = useState((endpoint?.enabled_events.length ?? 0) === 0)
  const [chosen, setChosen] = useState<readonly string[]>(endpoint?.enabled_events ?? [])
  const write = useWrite(send)
  const onSubmit = async (form: FormData) => {
    const description = String(form.get('description')).trim()
    const answer = await write.run({
      url: String(form.get('url')).trim(),
      description: description === '' ? null : description,
      enabled_events: isAll ? [] : chosen,
      disable_when_failing: form.get('disable_when_failing') === 'on',
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
        placeholder="https://shop.example/webhooks/flint"
        defaultValue={endpoint?.url}
        hint="Flint posts each event there, and takes any 2xx within 10 seconds as delivered."
      />
      <TextField
        label="Description"
        name="description"
        isOptional
        maxLength={1000}
        defaultValue={endpoint?.description ?? ''}
      />
      {types.problem !== null && (
        <ProblemNotice problem={types.problem} onRetry={() => void types.reload()} />
      )}
      {types.data ? (
        <EventTypePicker
          types={types.data}
          isAll={isAll}
          onAll={setIsAll}
          chosen={chosen}
          onChange={setChosen}
        />
      ) : (
        types.problem === null && <Skeleton lines={3} />
      )}
      <CheckField
        label="Disable it when deliveries keep failing"
        name="disable_when_failing"
        defaultChecked={endpoint?.disable_when_failing ?? true}
        hint="After seven days on which nothing got through."
      />
      {write.problem !== null && <ProblemNotice problem={write.problem} />}
      <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
        <LinkButton to={pathOf(back)}>Cancel</LinkButton>
        <Button
          needs="webhooks.write"
          type="submit"
          look="primary"
          isBusy={write.isRunning}
          disabledReason={!isAll && chosen.length === 0 ? 'Choose at least one event' : null}
        >
          {submit}
        </Button>
      </div>
    </Form>
  )
}
