import { LinkButton } from '../../parts/Button.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { When } from '../../parts/When.tsx'
import { usePathOf } from '../../session-context.ts'
import type { Alert } from './overview.ts'

/** Where somebody looks into it. */
const places: Record<string, readonly [path: string, words: string]> = {
  decline_rate: ['payments', 'Payments'],
  server_error_rate: ['request-logs', 'Request logs'],
  rate_limit_hits: ['request-logs', 'Request logs'],
  payment_unknown: ['payments?status=processing', 'Payments'],
  payments_not_ready: ['verification', 'Verification'],
}

export const AlertNotice = ({ alert }: { alert: Alert }) => {
  const pathOf = usePathOf()
  const place = alert.webhook_endpoint_id
    ? ([`webhooks/${alert.webhook_endpoint_id}`, 'The endpoint'] as const)
    : places[alert.rule]
  return (
    <Notice
      tone={alert.status === 'open' ? 'attention' : 'calm'}
      title={alert.title}
      actions={
        place && (
          <LinkButton to={pathOf(place[0])} isSmall>
            {place[1]}
          </LinkButton>
        )
      }
    >
      <p className="break-words">{alert.message}</p>
      <p className="mt-1 text-xs text-ink-soft">
        Since <When at={alert.opened_at} />
        {alert.closed_at !== null && (
          <>
            , over since <When at={alert.closed_at} />
          </>
        )}
      </p>
    </Notice>
  )
}
