import { useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { SelectField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { DeliveryResultView } from './DeliveryResultView.tsx'
import type { EventType } from './event-type-groups.ts'
import type { DeliveryResult, WebhookEndpoint } from './webhook.ts'

/** Sends a made-up event and shows what the server answered to it. */
export const TestEventDialog = ({
  endpoint,
  onSent,
  onClose,
}: {
  endpoint: WebhookEndpoint
  onSent: () => Promise<void>
  onClose: () => void
}) => {
  const api = useApi()
  const types = useRead<EventType[]>('/v1/webhook-event-types')
  const [result, setResult] = useState<DeliveryResult | null>(null)
  const write = useWrite((event_type: string, idempotencyKey) =>
    api.post<DeliveryResult>(
      `/v1/webhook-endpoints/${endpoint.webhook_endpoint_id}/test-events`,
      { event_type },
      { idempotencyKey },
    ),
  )
  const submit = async (form: FormData) => {
    setResult(null)
    const answer = await write.run(String(form.get('event_type')))
    if (answer) setResult(answer)
    void onSent()
  }
  const offered = endpoint.enabled_events.length > 0 ? endpoint.enabled_events : eventNames(types.data)
  return (
    <Dialog title="Send a test event" onClose={onClose}>
      <Form onSubmit={submit} problem={write.problem} className="space-y-4">
        <p>
          It looks like a real event, says that it is a test, and is about nothing that exists. It is sent
          once.
        </p>
        <SelectField
          // The list comes later than the field: what is chosen first is set anew with it.
          key={offered.length}
          label="Event"
          name="event_type"
          defaultValue={offered.includes('order.paid') ? 'order.paid' : offered[0]}
          choices={offered.map((name) => ({ value: name, words: name }))}
        />
        {result && <DeliveryResultView result={result} />}
        {write.problem !== null && <ProblemNotice problem={write.problem} />}
        <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" isBusy={write.isRunning || offered.length === 0}>
            {result ? 'Send another' : 'Send'}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

const eventNames = (types: readonly EventType[] | null): readonly string[] =>
  types?.map(({ event_type }) => event_type) ?? []
