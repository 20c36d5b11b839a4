import type { FlowlixEndpoint } from './endpoint.ts'

/** Never shows the secret; the routes that may, add it. */
export const toEndpoint = (endpoint: FlowlixEndpoint) => ({
  flowlix_webhook_endpoint_id: endpoint.webhookEndpointId,
  url: endpoint.url,
  enabled_events: endpoint.enabledEvents,
  enabled: endpoint.isEnabled,
  description: endpoint.description,
  created_at: endpoint.createdAt,
  updated_at: endpoint.updatedAt,
})
