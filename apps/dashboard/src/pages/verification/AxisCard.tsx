import { StatusBadge } from '../../parts/StatusBadge.tsx'
import type { Axis } from './verification.ts'

const reasons: Record<string, string> = {
  requirements_due: 'Something is still missing: see below.',
  requirements_past_due: 'Something was not given in time: see below.',
  pending_verification: 'What you have given is being looked at.',
  disabled_by_platform_policy: 'It was stopped by the people who run this server.',
  service_unavailable: 'No processor is configured on this server.',
  onboarding_not_started: 'The verification has not begun.',
}

/** One of the two things an account may do, and why not. Source: contract, flint-platform 13.2. */
export const AxisCard = ({ name, opens, axis }: { name: string; opens: string; axis: Axis }) => (
  <div className="card min-w-0 flex-1 basis-60 p-4">
    <div className="flex items-center justify-between gap-2">
      <h2 className="font-semibold">{name}</h2>
      <StatusBadge status={axis.status} />
    </div>
    <p className="mt-1 text-ink-soft">
      {axis.status === 'ready' ? opens : ((axis.status_reason && reasons[axis.status_reason]) ?? 'Not yet.')}
    </p>
  </div>
)
