import { Notice } from '../../parts/Notice.tsx'
import { When } from '../../parts/When.tsx'
import type { WebhookEndpoint } from './webhook.ts'

/** Says that an endpoint misses events, and what follows. */
export const FailingNotice = ({
  endpoint: { enabled, disabled_reason, disabled_at, disabling_scheduled_at },
}: {
  endpoint: WebhookEndpoint
}) => {
  if (!enabled && disabled_reason === 'deliveries_failing') {
    return (
      <Notice tone="attention" title="Disabled, because nothing got through for seven days">
        <p>
          Since <When at={disabled_at} /> nothing is sent here. Once your server answers again, enable it, and
          resend what it missed.
        </p>
      </Notice>
    )
  }
  if (!enabled || disabling_scheduled_at === null) return null
  return (
    <Notice tone="attention" title="Deliveries to this endpoint keep failing">
      <p>
        It is disabled on <When at={disabling_scheduled_at} /> unless a delivery gets through before. Look at
        a failed one to see what your server answered.
      </p>
    </Notice>
  )
}
