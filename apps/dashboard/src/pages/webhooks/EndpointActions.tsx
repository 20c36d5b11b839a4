import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Button, LinkButton } from '../../parts/Button.tsx'
import { SelectField } from '../../parts/Field.tsx'
import { usePathOf } from '../../session-context.ts'
import { resendDone, resendSince, sinceChoices } from './resend-failed.ts'
import { RotateSecretDialog } from './RotateSecretDialog.tsx'
import { TestEventDialog } from './TestEventDialog.tsx'
import type { WebhookEndpoint } from './webhook.ts'

const sleeping = 'The endpoint is disabled'

/** What can be done with an endpoint in its present state. */
export const EndpointActions = ({
  endpoint,
  onChange,
}: {
  endpoint: WebhookEndpoint
  onChange: () => Promise<void>
}) => {
  const api = useApi()
  const pathOf = usePathOf()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'test' | 'rotate' | null>(null)
  const id = endpoint.webhook_endpoint_id
  const path = `/v1/webhook-endpoints/${id}`
  return (
    <>
      <Button
        needs="webhooks.write"
        look="primary"
        disabledReason={endpoint.enabled ? null : sleeping}
        onClick={() => setOpen('test')}
      >
        Send test event
      </Button>
      <ActionButton
        needs="webhooks.write"
        label="Resend failed"
        title="Send again what this endpoint missed?"
        confirm="Resend"
        done={resendDone}
        disabledReason={endpoint.enabled ? null : sleeping}
        send={(form, idempotencyKey) => {
          const since = resendSince(String(form.get('since')), new Date())
          return api.post<Parameters<typeof resendDone>[0]>(
            `${path}/resend-failed`,
            { since },
            { idempotencyKey },
          )
        }}
        onDone={onChange}
      >
        <p>Each delivery that failed or was suppressed gets one more attempt, the oldest first.</p>
        <SelectField label="Of events since" name="since" choices={sinceChoices} defaultValue="24" />
      </ActionButton>
      <LinkButton needs="webhooks.write" to={pathOf(`webhooks/${id}/edit`)}>
        Edit
      </LinkButton>
      <Button needs="webhooks.write" onClick={() => setOpen('rotate')}>
        Rotate secret
      </Button>
      {endpoint.enabled ? (
        <ActionButton
          needs="webhooks.write"
          label="Disable"
          title="Disable this endpoint?"
          confirm="Disable"
          done="Endpoint disabled"
          send={(_form, idempotencyKey) => api.patch(path, { enabled: false }, { idempotencyKey })}
          onDone={onChange}
        >
          <p>
            Nothing is sent until you enable it. What waits to be sent is suppressed, and can be resent later.
          </p>
        </ActionButton>
      ) : (
        <ActionButton
          needs="webhooks.write"
          label="Enable"
          title="Enable this endpoint?"
          confirm="Enable"
          done="Endpoint enabled"
          send={(_form, idempotencyKey) => api.patch(path, { enabled: true }, { idempotencyKey })}
          onDone={onChange}
        >
          <p>New events are sent from now on. What it missed can be resent.</p>
        </ActionButton>
      )}
      <ActionButton
        needs="webhooks.write"
        label="Delete"
        look="danger"
        title="Delete this endpoint?"
        confirm="Delete endpoint"
        isDanger
        done="Endpoint deleted"
        send={(_form, idempotencyKey) => api.delete(path, undefined, { idempotencyKey })}
        onDone={() => void navigate(pathOf('webhooks'))}
      >
        <p>
          Nothing is sent to <span className="break-all">{endpoint.url}</span> any more, and its secret is
          gone. This cannot be undone.
        </p>
      </ActionButton>
      {open === 'test' && (
        <TestEventDialog endpoint={endpoint} onSent={onChange} onClose={() => setOpen(null)} />
      )}
      {open === 'rotate' && <RotateSecretDialog endpoint={endpoint} onClose={() => setOpen(null)} />}
    </>
  )
}
