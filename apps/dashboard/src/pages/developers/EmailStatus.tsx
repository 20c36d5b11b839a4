import { StatusBadge } from '../../parts/StatusBadge.tsx'
import type { EmailSummary } from './email.ts'

/** A message of a sandbox is caught, not sent. */
export const EmailStatus = ({ email: { status, sent_by } }: { email: EmailSummary }) => (
  <StatusBadge status={status} words={status === 'sent' && sent_by === 'catcher' ? 'Caught' : undefined} />
)
