import type { Column } from '../../parts/DataTable.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { LiveEnvironment } from './LiveEnvironment.tsx'
import { NewSandboxButton } from './NewSandboxButton.tsx'
import type { Sandbox } from './sandbox.ts'

const columns: readonly Column<Sandbox>[] = [
  { name: 'Name', show: ({ name }) => <span className="font-medium">{name}</span> },
  { name: 'Status', show: ({ status }) => <StatusBadge status={status} /> },
  { name: 'Kind', show: ({ is_default }) => (is_default ? 'Default' : '') },
  { name: 'Created', isExtra: true, show: ({ created_at }) => <When at={created_at} /> },
]

export const SandboxesPage = () => (
  <LiveEnvironment>
    <ListPage<Sandbox>
      title="Sandboxes"
      intro="Worlds of their own: data, keys, time and faults. They are managed from live mode, so these calls take a live key."
      actions={<NewSandboxButton />}
      path="/v1/developer/sandboxes"
      filters={[
        {
          kind: 'choice',
          name: 'status',
          label: 'Status',
          choices: [
            { value: 'active', words: 'Active' },
            { value: 'archived', words: 'Archived' },
          ],
        },
      ]}
      columns={columns}
      keyOf={({ sandbox_id }) => sandbox_id}
      pathOf={({ sandbox_id }) => `sandboxes/${sandbox_id}`}
      empty={<EmptyState title="No sandbox" />}
    />
  </LiveEnvironment>
)
