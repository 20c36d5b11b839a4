import { useParams } from 'react-router'
import type { Refund } from '../../api/shapes.ts'
import { useRead } from '../../api/use-read.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts, MetadataFacts } from '../../parts/Facts.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { Dash, Money } from '../../parts/Money.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { ResourceHistory } from '../../parts/ResourceHistory.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'

export const RefundPage = () => {
  const { refundId = '' } = useParams()
  const refund = useRead<Refund>(`/v1/refunds/${refundId}`)
  return (
    <DetailPage
      kind="Refund"
      id={refundId}
      up={{ path: 'refunds', name: 'Refunds' }}
      reading={refund}
      title={(found) => (
        <>
          Refund · <Money money={found.amount_money} />
        </>
      )}
      badges={(found) => <StatusBadge status={found.status} />}
      aside={(found) => <RefundAside refund={found} />}
    >
      {(found) => (
        <>
          {found.failure_reason !== null && (
            <Notice tone="attention" title={`Failed: ${wordsOf(found.failure_reason).toLowerCase()}`}>
              <p>The money did not go back. It can be refunded again once the cause is gone.</p>
            </Notice>
          )}
          <Section title="Where the money goes back" isFlush>
            <DataTable
              label="Where the money goes back"
              rows={found.payment_refunds}
              keyOf={(part) => part.payment_intent_id}
              columns={[
                { name: 'Payment', show: (part) => <IdLink id={part.payment_intent_id} isShort /> },
                {
                  name: 'Amount',
                  isNumber: true,
                  show: (part) => <Money money={part.amount_money} isStrong />,
                },
                { name: 'Status', show: (part) => <StatusBadge status={part.status} /> },
                {
                  name: 'What was said',
                  show: (part) => (part.failure_reason ? wordsOf(part.failure_reason) : <Dash />),
                },
              ]}
            />
          </Section>
          <ResourceHistory id={refundId} />
        </>
      )}
    </DetailPage>
  )
}

const RefundAside = ({ refund }: { refund: Refund }) => (
  <>
    <Section title="Details">
      <Facts
        facts={[
          ['Order', <IdLink id={refund.order_id} isShort />],
          ['Payment', <IdLink id={refund.payment_intent_id} isShort />],
          ['Customer', <IdLink id={refund.customer_id} isShort />],
          ['Reason', refund.reason && wordsOf(refund.reason)],
          ['Note', refund.reason_message],
          refund.refunded_tip_money.amount > 0 && ['Tip in it', <Money money={refund.refunded_tip_money} />],
          ['Your reference', refund.external_reference_id],
          ['Created', <When at={refund.created_at} />],
          ['Changed', <When at={refund.updated_at} />],
        ]}
      />
    </Section>
    <Section title="Metadata">
      <MetadataFacts metadata={refund.metadata} />
    </Section>
  </>
)
