import { DataTable } from '../../parts/DataTable.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import type { Overview } from './overview.ts'

/** Stands above the day's figures while there is something in it. */
export const FailingEndpoints = ({ endpoints }: { endpoints: Overview['failing_webhook_endpoints'] }) => (
  <Section title="Webhooks that fail" isFlush={endpoints.length > 0}>
    {endpoints.length === 0 ? (
      <p className="text-ink-soft">None: everything was delivered within the last 24 hours.</p>
    ) : (
      <DataTable
        label="Webhooks that fail"
        rows={endpoints}
        keyOf={({ webhook_endpoint_id }) => webhook_endpoint_id}
        pathOf={({ webhook_endpoint_id }) => `webhooks/${webhook_endpoint_id}`}
        columns={[
          {
            name: 'Endpoint',
            show: ({ url, is_enabled }) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                <span className="break-all">{url}</span>
                {!is_enabled && <StatusBadge status="disabled" tone="problem" />}
              </span>
            ),
          },
          { name: 'Since', show: ({ failing_since }) => <When at={failing_since} /> },
          {
            name: 'Tried again',
            isNumber: true,
            show: ({ retried_delivery_count: count }) => `${count} waiting`,
          },
          {
            name: 'Given up',
            isNumber: true,
            show: ({ failed_delivery_count: count }) => `${count} given up`,
          },
        ]}
      />
    )}
  </Section>
)
