import { StatusBadge } from '../../parts/StatusBadge.tsx'
import type { WebhookEndpoint } from './webhook.ts'

export const EndpointBadge = ({
  endpoint: { enabled, disabled_reason, disabling_scheduled_at },
}: {
  endpoint: WebhookEndpoint
}) => {
  if (!enabled) {
    return (
      <StatusBadge
        status="disabled"
        words={disabled_reason === 'deliveries_failing' ? 'Disabled: failing' : 'Disabled'}
        tone={disabled_reason === 'deliveries_failing' ? 'problem' : 'calm'}
      />
    )
  }
  if (disabling_scheduled_at !== null) return <StatusBadge status="failing" words="Failing" tone="problem" />
  return <StatusBadge status="enabled" />
}
