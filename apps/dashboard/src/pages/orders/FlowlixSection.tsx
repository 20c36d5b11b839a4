import { useRead } from '../../api/use-read.ts'
import { CopyButton } from '../../parts/CopyButton.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { LinkButton } from '../../parts/Button.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { usePathOf } from '../../session-context.ts'

/** Source: `GET /v1/orders/{order_id}/flowlix-payment`. */
type Answer = {
  flowlix_payment: {
    payment_id: string
    profile: 'a' | 'b' | 'c'
    is_hosted: boolean
    status: string
    decline_code: string | null
    merchant_reference: string | null
  } | null
}

/** What Flowlix's clients call this order. */
export const FlowlixSection = ({ orderId }: { orderId: string }) => {
  const pathOf = usePathOf()
  const reading = useRead<Answer>(`/v1/orders/${orderId}/flowlix-payment`)
  const payment = reading.data?.flowlix_payment
  return (
    <Section
      title="Flowlix payment"
      actions={
        payment && (
          <LinkButton to={`${pathOf('flowlix/notices')}?payment_id=${payment.payment_id}`} isSmall>
            Notices
          </LinkButton>
        )
      }
    >
      {reading.problem !== null && (
        <ProblemNotice problem={reading.problem} onRetry={() => void reading.reload()} />
      )}
      {!reading.data && reading.problem === null && <Skeleton lines={3} />}
      {payment && (
        <Facts
          facts={[
            [
              'Payment id',
              <span className="inline-flex min-w-0 items-center gap-1">
                <code className="min-w-0 text-[13px] break-all">{payment.payment_id}</code>
                <CopyButton text={payment.payment_id} what="Flowlix payment id" />
              </span>,
            ],
            ['Status', <StatusBadge status={payment.status} />],
            payment.decline_code === null ? null : ['Declined', wordsOf(payment.decline_code)],
            ['Taken', payment.is_hosted ? 'On the hosted page' : 'By a direct call'],
            ['Form', payment.profile.toUpperCase()],
            payment.merchant_reference === null ? null : ['Reference', payment.merchant_reference],
          ]}
        />
      )}
    </Section>
  )
}
