import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { type KeyDialect, keyDialects } from './key-dialect.ts'

/** Which API a key is for. */
export const KeyApi = ({ dialect }: { dialect: KeyDialect }) => (
  <StatusBadge
    status={dialect}
    words={keyDialects[dialect].name}
    tone={dialect === 'flint' ? 'calm' : 'accent'}
  />
)
