import { DataTable } from '../../parts/DataTable.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { type KeyHealth, apiNames, percent } from './health.ts'
import { nameOfKey } from './CallSections.tsx'

/** Each key that called, the busiest first. */
export const KeysSection = ({ keys }: { keys: readonly KeyHealth[] }) => (
  <Section title="By key" isFlush={keys.length > 0}>
    {keys.length === 0 ? (
      <p className="text-ink-soft">No calls within this span.</p>
    ) : (
      <DataTable
        label="Calls by key"
        rows={keys}
        keyOf={({ api_key_id }) => api_key_id ?? ''}
        pathOf={({ api_key_id }) => (api_key_id === null ? null : `api-keys/${api_key_id}`)}
        columns={[
          {
            name: 'Key',
            show: (key) => (
              <span className="inline-flex flex-wrap items-center gap-2 font-medium">
                {nameOfKey(key)}
                {key.is_active === false && <StatusBadge status="revoked" />}
              </span>
            ),
          },
          {
            name: 'Calls',
            isNumber: true,
            show: ({ call_count }) => `${call_count} ${call_count === 1 ? 'call' : 'calls'}`,
          },
          { name: 'API', show: ({ api }) => (api === null ? '–' : apiNames[api]) },
          {
            name: '5xx',
            isNumber: true,
            show: (key) =>
              `${key.server_error_count} ${key.server_error_count === 1 ? 'error' : 'errors'}, ${percent(key.server_error_rate_percent)}`,
          },
          { name: '429', isNumber: true, show: ({ rate_limited_count }) => `${rate_limited_count} limited` },
        ]}
      />
    )}
  </Section>
)
