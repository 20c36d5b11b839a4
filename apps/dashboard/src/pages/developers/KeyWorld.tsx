import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { useEnvironment } from '../../session-context.ts'

/** Where a key works: live mode, or the sandbox that it belongs to. */
export const KeyWorld = ({ sandboxId }: { sandboxId: string | undefined }) => {
  const { merchant } = useEnvironment()
  if (sandboxId === undefined) return <StatusBadge status="live" words="Live" tone="good" />
  const name = merchant.environments.find(({ sandbox_id }) => sandbox_id === sandboxId)?.name
  return <span>{name ?? 'An archived sandbox'}</span>
}
