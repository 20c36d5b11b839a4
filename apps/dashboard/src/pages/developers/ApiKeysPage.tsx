import { LinkButton } from '../../parts/Button.tsx'
import type { Column } from '../../parts/DataTable.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { When } from '../../parts/When.tsx'
import { useEnvironment, usePathOf } from '../../session-context.ts'
import type { ApiKey } from './api-key.ts'
import { KeyApi } from './KeyApi.tsx'
import { KeyStatusBadge } from './KeyStatusBadge.tsx'
import { KeyWorld } from './KeyWorld.tsx'

const columns: readonly Column<ApiKey>[] = [
  { name: 'Name', show: ({ name }) => <span className="font-medium">{name}</span> },
  { name: 'Status', show: (apiKey) => <KeyStatusBadge apiKey={apiKey} /> },
  { name: 'API', show: ({ dialect }) => <KeyApi dialect={dialect} /> },
  { name: 'Begins with', show: ({ key_prefix }) => <code className="text-[13px]">{key_prefix}…</code> },
  { name: 'Works in', show: ({ sandbox_id }) => <KeyWorld sandboxId={sandbox_id} /> },
  { name: 'Scopes', isNumber: true, isExtra: true, show: ({ scopes }) => scopes.length },
  {
    name: 'Last used',
    show: ({ last_used_at }) =>
      last_used_at === null ? <span className="text-ink-soft">Never</span> : <When at={last_used_at} />,
  },
  { name: 'Expires', isExtra: true, show: ({ expires_at }) => <When at={expires_at} format="day" /> },
]

export const ApiKeysPage = () => {
  const { mode } = useEnvironment()
  const pathOf = usePathOf()
  const create = (
    <LinkButton needs="accounts.api_keys.write" to={pathOf('api-keys/new')} look="primary">
      Create key
    </LinkButton>
  )
  return (
    <ListPage<ApiKey>
      title="API keys"
      intro={
        mode === 'live'
          ? 'What your programs sign in with: the live keys, and the test keys of all sandboxes.'
          : 'What your programs sign in with in this sandbox.'
      }
      actions={create}
      path="/v1/api-keys"
      filters={[
        {
          kind: 'choice',
          name: 'status',
          label: 'Status',
          choices: [
            { value: 'active', words: 'Active' },
            { value: 'revoked', words: 'Revoked' },
          ],
        },
      ]}
      columns={columns}
      keyOf={({ api_key_id }) => api_key_id}
      pathOf={({ api_key_id }) => `api-keys/${api_key_id}`}
      empty={
        <EmptyState title="No API key yet" actions={create}>
          <p>
            A key lets one of your programs call the API. Give each program its own, with no more than it
            needs.
          </p>
        </EmptyState>
      }
    />
  )
}
