import { useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import { type Reading, useRead } from '../../api/use-read.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Button, LinkButton } from '../../parts/Button.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { SelectField, TextField } from '../../parts/Field.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { usePathOf } from '../../session-context.ts'
import { type ApiKey, keyStatus } from './api-key.ts'
import { expiresAt, expiryChoices } from './key-expiry.ts'
import { KeyApi } from './KeyApi.tsx'
import { KeyStatusBadge } from './KeyStatusBadge.tsx'
import { KeyWorld } from './KeyWorld.tsx'
import { ScopeSummary } from './ScopeSummary.tsx'

export const ApiKeyPage = () => {
  const { id } = useParams() as { id: string }
  const reading = useRead<ApiKey>(`/v1/api-keys/${id}`)
  return (
    <DetailPage
      kind="API key"
      id={id}
      up={{ path: 'api-keys', name: 'API keys' }}
      reading={reading}
      title={({ name }) => name}
      badges={(apiKey) => <KeyStatusBadge apiKey={apiKey} />}
      actions={(apiKey) => <KeyActions apiKey={apiKey} onChange={reading.reload} />}
      aside={(apiKey) => <KeyFacts apiKey={apiKey} />}
    >
      {({ scopes }) => (
        <Section title="What it may do">
          <ScopeSummary scopes={scopes} />
        </Section>
      )}
    </DetailPage>
  )
}

const KeyFacts = ({ apiKey }: { apiKey: ApiKey }) => (
  <Section title="Details">
    <Facts
      facts={[
        ['API', <KeyApi key="api" dialect={apiKey.dialect} />],
        ['Begins with', <code key="prefix">{apiKey.key_prefix}…</code>],
        ['Works in', <KeyWorld key="world" sandboxId={apiKey.sandbox_id} />],
        ['Last used', apiKey.last_used_at === null ? 'Never' : <When key="used" at={apiKey.last_used_at} />],
        ['Expires', apiKey.expires_at === null ? 'Never' : <When key="end" at={apiKey.expires_at} />],
        ['Created', <When key="created" at={apiKey.created_at} />],
        ['Changed', <When key="updated" at={apiKey.updated_at} />],
      ]}
    />
  </Section>
)

const KeyActions = ({ apiKey, onChange }: { apiKey: ApiKey; onChange: Reading<ApiKey>['reload'] }) => {
  const api = useApi()
  const pathOf = usePathOf()
  const path = `/v1/api-keys/${apiKey.api_key_id}`
  const ended = keyStatus(apiKey, new Date()) === 'revoked' ? 'The key is revoked, which is final' : null
  return (
    <>
      <ActionButton
        needs="accounts.api_keys.write"
        label="Edit"
        title="Edit key"
        confirm="Save"
        done="Key changed"
        disabledReason={ended}
        send={(form, idempotencyKey) => api.patch(path, changes(apiKey, form), { idempotencyKey })}
        onDone={onChange}
      >
        <TextField label="Name" name="name" required maxLength={255} defaultValue={apiKey.name} />
        <SelectField
          label="Expires"
          name="days"
          param="expires_at"
          defaultValue="keep"
          choices={[{ value: 'keep', words: 'As it is' }, ...expiryChoices]}
        />
      </ActionButton>
      {ended === null ? (
        <LinkButton needs="accounts.api_keys.write" to={pathOf(`api-keys/${apiKey.api_key_id}/rotate`)}>
          Rotate
        </LinkButton>
      ) : (
        <Button needs="accounts.api_keys.write" disabledReason={ended}>
          Rotate
        </Button>
      )}
      <ActionButton
        needs="accounts.api_keys.write"
        label="Revoke"
        look="danger"
        title={`Revoke “${apiKey.name}”?`}
        confirm="Revoke key"
        isDanger
        done="Key revoked"
        disabledReason={ended}
        send={(_form, idempotencyKey) => api.post(`${path}/revoke`, undefined, { idempotencyKey })}
        onDone={onChange}
      >
        <p>
          Programs that still use it are refused at once, and it cannot be undone. To replace it without an
          interruption, rotate it instead.
        </p>
      </ActionButton>
    </>
  )
}

const changes = ({ name: before }: ApiKey, form: FormData) => {
  const days = String(form.get('days'))
  const name = String(form.get('name')).trim()
  return {
    ...(name === before && days !== 'keep' ? {} : { name }),
    ...(days === 'keep' ? {} : { expires_at: expiresAt(days, new Date()) }),
  }
}
