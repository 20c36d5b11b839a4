import { useNavigate, useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { CheckField, TextField } from '../../parts/Field.tsx'
import { InlineList } from '../../parts/InlineList.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { usePathOf } from '../../session-context.ts'
import { RotateSecret } from './RotateSecret.tsx'
import { EndpointStatus } from './EndpointsPage.tsx'
import { noticeColumns } from './notice-columns.tsx'
import { type FlowlixEndpoint, type Notice, noticePath, noticeTypes } from './notice.ts'

export const EndpointPage = () => {
  const { endpointId } = useParams() as { endpointId: string }
  const reading = useRead<FlowlixEndpoint>(`/v1/flowlix/webhook-endpoints/${endpointId}`)
  return (
    <DetailPage
      kind="Flowlix endpoint"
      id={endpointId}
      up={{ path: 'flowlix/endpoints', name: 'Flowlix endpoints' }}
      reading={reading}
      title={({ url }) => <span className="break-all">{url}</span>}
      badges={({ enabled }) => <EndpointStatus isEnabled={enabled} />}
      actions={(endpoint) => <EndpointActions endpoint={endpoint} onChange={reading.reload} />}
      aside={(endpoint) => <EndpointFacts endpoint={endpoint} />}
    >
      {() => (
        <InlineList<Notice>
          title="Notices"
          path="/v1/flowlix/notices"
          query={{ flowlix_webhook_endpoint_id: endpointId }}
          columns={noticeColumns}
          keyOf={({ flowlix_notice_id }) => flowlix_notice_id}
          pathOf={({ flowlix_notice_id }) => noticePath(flowlix_notice_id)}
          none="Nothing was sent here yet."
        />
      )}
    </DetailPage>
  )
}

const EndpointFacts = ({ endpoint }: { endpoint: FlowlixEndpoint }) => (
  <Section title="Details">
    <Facts
      facts={[
        ['Description', endpoint.description],
        [
          'Events',
          endpoint.enabled_events.length === 0 ? (
            'All events'
          ) : (
            <ul className="font-mono text-[13px]">
              {endpoint.enabled_events.map((type) => (
                <li key={type}>{type}</li>
              ))}
            </ul>
          ),
        ],
        ['Created', <When at={endpoint.created_at} />],
        ['Changed', <When at={endpoint.updated_at} />],
      ]}
    />
  </Section>
)

const EndpointActions = ({
  endpoint,
  onChange,
}: {
  endpoint: FlowlixEndpoint
  onChange: () => Promise<void>
}) => {
  const api = useApi()
  const pathOf = usePathOf()
  const navigate = useNavigate()
  const path = `/v1/flowlix/webhook-endpoints/${endpoint.flowlix_webhook_endpoint_id}`
  return (
    <>
      <ActionButton
        needs="webhooks.write"
        label="Edit"
        title="Edit endpoint"
        confirm="Save"
        done="Endpoint changed"
        send={(form, idempotencyKey) =>
          api.patch(
            path,
            {
              url: String(form.get('url')).trim(),
              description: String(form.get('description')).trim() || null,
              enabled_events: form.getAll('enabled_events').map(String),
            },
            { idempotencyKey },
          )
        }
        onDone={onChange}
      >
        <TextField label="URL" name="url" type="url" required defaultValue={endpoint.url} />
        <TextField
          label="Description"
          name="description"
          isOptional
          maxLength={1000}
          defaultValue={endpoint.description ?? ''}
        />
        <fieldset className="space-y-2">
          <legend className="mb-1 font-medium">Events (none for all)</legend>
          {noticeTypes.map((type) => (
            <CheckField
              key={type}
              label={type}
              name="enabled_events"
              value={type}
              defaultChecked={endpoint.enabled_events.includes(type)}
            />
          ))}
        </fieldset>
      </ActionButton>
      <ActionButton
        needs="webhooks.write"
        label={endpoint.enabled ? 'Disable' : 'Enable'}
        title={endpoint.enabled ? 'Disable this endpoint?' : 'Enable this endpoint?'}
        confirm={endpoint.enabled ? 'Disable' : 'Enable'}
        done={endpoint.enabled ? 'Endpoint disabled' : 'Endpoint enabled'}
        send={(_form, idempotencyKey) => api.patch(path, { enabled: !endpoint.enabled }, { idempotencyKey })}
        onDone={onChange}
      >
        <p>
          {endpoint.enabled
            ? 'Nothing is sent until you enable it. What waits to be sent is suppressed, and can be resent later.'
            : 'New events are sent from now on. What it missed can be resent.'}
        </p>
      </ActionButton>
      <RotateSecret path={path} />
      <ActionButton
        needs="webhooks.write"
        label="Delete"
        look="danger"
        title="Delete this endpoint?"
        confirm="Delete endpoint"
        isDanger
        done="Endpoint deleted"
        send={(_form, idempotencyKey) => api.delete(path, undefined, { idempotencyKey })}
        onDone={() => void navigate(pathOf('flowlix/endpoints'))}
      >
        <p>
          Nothing is sent to <span className="break-all">{endpoint.url}</span> any more, and its secret is
          gone. This cannot be undone.
        </p>
      </ActionButton>
    </>
  )
}
