import { toApiKey } from '../api-keys/to-api-key.ts'
import type { NewSandbox } from './create-sandbox.ts'
import type { ImportedSandbox } from './import-sandbox.ts'
import type { Sandbox } from './sandbox.ts'

export const toSandbox = (sandbox: Sandbox) => ({
  sandbox_id: sandbox.sandboxId,
  name: sandbox.name,
  status: sandbox.status,
  is_default: sandbox.isDefault,
  created_at: sandbox.createdAt,
  updated_at: sandbox.updatedAt,
})

export const toNewSandbox = ({ sandbox, key }: NewSandbox) => ({
  ...toSandbox(sandbox),
  ...(key ? { api_key: toApiKey(key.record), secret_key: key.secretKey } : {}),
})

export const toImportedSandbox = ({ sandbox, rowCounts, endpointSecrets }: ImportedSandbox) => ({
  sandbox: toSandbox(sandbox),
  row_count: Object.values(rowCounts).reduce((sum, count) => sum + count, 0),
  row_counts: rowCounts,
  webhook_endpoints: endpointSecrets
    .filter(({ table }) => table === 'webhook_endpoints')
    .map(({ webhookEndpointId, secret }) => ({ webhook_endpoint_id: webhookEndpointId, secret })),
  flowlix_webhook_endpoints: endpointSecrets
    .filter(({ table }) => table === 'flowlix_webhook_endpoints')
    .map(({ webhookEndpointId, secret }) => ({ flowlix_webhook_endpoint_id: webhookEndpointId, secret })),
})
