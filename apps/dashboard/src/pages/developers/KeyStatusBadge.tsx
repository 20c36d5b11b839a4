import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { type ApiKey, keyStatus } from './api-key.ts'

export const KeyStatusBadge = ({ apiKey }: { apiKey: ApiKey }) => {
  const status = keyStatus(apiKey, new Date())
  return <StatusBadge status={status} tone={status === 'expired' ? 'attention' : undefined} />
}
