import { useParams } from 'react-router'
import { CancelPaymentButton } from '../../actions/CancelPaymentButton.tsx'
import { CaptureButton } from '../../actions/CaptureButton.tsx'
import { RefundButton } from '../../actions/RefundButton.tsx'
import { refundableOfPayment, whyNoRefundOfPayment } from '../../actions/allowed.ts'
import type { Dispute, PaymentIntent, Refund } from '../../api/shapes.ts'
import { useRead } from '../../api/use-read.ts'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { disputeColumns } from '../../parts/DisputeTable.tsx'
import { Facts, MetadataFacts } from '../../parts/Facts.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { InlineList } from '../../parts/InlineList.tsx'
import { Money } from '../../parts/Money.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { PaymentSource } from '../../parts/PaymentSource.tsx'
import { PaymentBadges } from '../../parts/PaymentTable.tsx'
import { refundColumns } from '../../parts/RefundTable.tsx'
import { ResourceHistory } from '../../parts/ResourceHistory.tsx'
import { Section } from '../../parts/Section.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'

export const PaymentPage = () => {
  const { paymentIntentId = '' } = useParams()
  const payment = useRead<PaymentIntent>(`/v1/payment-intents/${paymentIntentId}`)
  return (
    <DetailPage
      kind="Payment"
      id={paymentIntentId}
      up={{ path: 'payments', name: 'Payments' }}
      reading={payment}
      title={(found) => (
        <>
          Payment · <Money money={found.amount_money} />
        </>
      )}
      badges={(found) => <PaymentBadges payment={found} />}
      actions={(found) => (
        <>
          <CaptureButton payment={found} onDone={payment.reload} />
          <RefundButton
            target={{
              id: { payment_intent_id: paymentIntentId },
              currency: found.amount_money.currency,
              lines: [],
            }}
            left={refundableOfPayment(found)}
            reason={whyNoRefundOfPayment(found)}
            onDone={payment.reload}
          />
          <CancelPaymentButton payment={found} onDone={payment.reload} />
        </>
      )}
      aside={(found) => <PaymentAside payment={found} />}
    >
      {(found) => (
        <>
          <Decline payment={found} />
          <PaymentMoney payment={found} />
          <InlineList<Refund>
            key={`refunds ${found.updated_at}`}
            title="Refunds"
            path="/v1/refunds"
            query={{ payment_intent_id: paymentIntentId }}
            columns={refundColumns}
            keyOf={(refund) => refund.refund_id}
            pathOf={(refund) => `refunds/${refund.refund_id}`}
            none="Nothing was given back."
          />
          {found.dispute_status !== 'none' && (
            <InlineList<Dispute>
              title="Disputes"
              path="/v1/disputes"
              query={{ payment_intent_id: paymentIntentId }}
              columns={disputeColumns}
              keyOf={(dispute) => dispute.dispute_id}
              pathOf={(dispute) => `disputes/${dispute.dispute_id}`}
              none="None."
            />
          )}
          <ResourceHistory key={`history ${found.updated_at}`} id={paymentIntentId} />
        </>
      )}
    </DetailPage>
  )
}

/** Why the last try failed, and what may be done about it. */
const Decline = ({ payment: { last_payment_error: error, status } }: { payment: PaymentIntent }) =>
  error && (
    <Notice
      tone={status === 'succeeded' ? 'calm' : 'attention'}
      title={`${status === 'succeeded' ? 'An earlier try was declined' : 'Declined'}: ${wordsOf(error.code).toLowerCase()}`}
    >
      <p>{error.message}</p>
      {error.remediation.next_steps && <p className="text-ink-soft">{error.remediation.next_steps}</p>}
      <p className="mt-1 text-xs text-ink-soft">
        <When at={error.failed_at} />
      </p>
    </Notice>
  )

const PaymentMoney = ({ payment }: { payment: PaymentIntent }) => (
  <Section title="Money">
    <div className="grid gap-x-10 gap-y-2 sm:grid-cols-2">
      <Facts
        facts={[
          ['Amount', <Money money={payment.amount_money} isStrong />],
          payment.tip_money.amount > 0 && ['Tip in it', <Money money={payment.tip_money} />],
          ['Authorized', <Money money={payment.authorized_money} />],
          payment.capturable_money.amount > 0 && ['On hold', <Money money={payment.capturable_money} />],
          ['Captured', <Money money={payment.captured_money} />],
          payment.released_money.amount > 0 && ['Given back', <Money money={payment.released_money} />],
        ]}
      />
      <Facts
        facts={[
          ['Refunded', <Money money={payment.refunded_money} />],
          ['Fee', <Money money={payment.processing_fee_money} />],
          ['Net', <Money money={payment.merchant_net_money} isStrong />],
        ]}
      />
    </div>
  </Section>
)

const PaymentAside = ({ payment }: { payment: PaymentIntent }) => (
  <>
    <Section title="Details">
      <Facts
        facts={[
          ['Order', <IdLink id={payment.order_id} isShort />],
          ['Customer', <IdLink id={payment.customer_id} isShort />],
          ['Paid with', <PaymentSource source={payment.payment_source} />],
          ['Capture', wordsOf(payment.capture_method)],
          payment.authorization_expires_at
            ? ['Hold ends', <When at={payment.authorization_expires_at} />]
            : null,
          payment.captured_at ? ['Captured', <When at={payment.captured_at} />] : null,
          payment.cancellation_reason ? ['Canceled because', wordsOf(payment.cancellation_reason)] : null,
          ['Flow', wordsOf(payment.payment_flow)],
          ['Your reference', payment.external_reference_id],
          ['Receipt to', payment.receipt_email],
          ['Created', <When at={payment.created_at} />],
        ]}
      />
    </Section>
    <Section title="Processor">
      <Facts
        facts={[
          ['Reference', <IdLink id={payment.support_reference} />],
          payment.risk && ['Risk', wordsOf(payment.risk.level)],
          payment.risk?.statement ? ['Assessment', payment.risk.statement] : null,
        ]}
      />
    </Section>
    <Section title="Metadata">
      <MetadataFacts metadata={payment.metadata} />
    </Section>
  </>
)
