import { type WebhookEndpoint, disablingScheduledAt } from './endpoint.ts'

/** Never shows the secret; the routes that may, add it. Source: contract, flint-platform 17.1. */
export const toWebhookEndpoint = (endpoint: WebhookEndpoint) => ({
  webhook_endpoint_id: endpoint.webhookEndpointId,
  url: endpoint.url,
  enabled_events: endpoint.enabledEvents,
  enabled: endpoint.isEnabled,
  description: endpoint.description,
  api_version: endpoint.apiVersion,
  api_version_previous: endpoint.apiVersionPrevious,
  api_version_changed_at: endpoint.apiVersionChangedAt,
  event_sources: endpoint.eventSources,
  disable_when_failing: endpoint.disablesWhenFailing,
  disabling_scheduled_at: disablingScheduledAt(endpoint),
  disabled_reason: endpoint.disabledReason,
  disabled_at: endpoint.disabledAt,
  created_at: endpoint.createdAt,
  updated_at: endpoint.updatedAt,
})
