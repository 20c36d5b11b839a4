import { useParams } from 'react-router'
import { whyNoAcceptance, whyNoEvidence } from '../../actions/allowed.ts'
import { useApi } from '../../api/api-context.ts'
import type { Dispute } from '../../api/shapes.ts'
import { useRead } from '../../api/use-read.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { DisputeBadge } from '../../parts/DisputeTable.tsx'
import { Facts, MetadataFacts } from '../../parts/Facts.tsx'
import { TextAreaField } from '../../parts/Field.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { Money } from '../../parts/Money.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { ResourceHistory } from '../../parts/ResourceHistory.tsx'
import { Section } from '../../parts/Section.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'
import { useEnvironment } from '../../session-context.ts'

export const DisputePage = () => {
  const { disputeId = '' } = useParams()
  const dispute = useRead<Dispute>(`/v1/disputes/${disputeId}`)
  return (
    <DetailPage
      kind="Dispute"
      id={disputeId}
      up={{ path: 'disputes', name: 'Disputes' }}
      reading={dispute}
      title={(found) => (
        <>
          Dispute · <Money money={found.amount_money} />
        </>
      )}
      badges={(found) => <DisputeBadge status={found.status} />}
      actions={(found) => <DisputeActions dispute={found} onDone={dispute.reload} />}
      aside={(found) => <DisputeAside dispute={found} />}
    >
      {(found) => (
        <>
          {found.action_required && (
            <Notice tone="attention" title="The bank waits for your answer">
              <p>
                Until <When at={found.evidence_due_at} />. Without an answer the{' '}
                {found.case_type === 'inquiry' ? 'inquiry is closed' : 'dispute is lost'}.
              </p>
            </Notice>
          )}
          <Section title="What the bank says">
            <Facts
              facts={[
                ['Reason', wordsOf(found.reason)],
                ['Kind', wordsOf(found.case_type)],
                ['Amount', <Money money={found.amount_money} isStrong />],
                ['Answer by', <When at={found.evidence_due_at} />],
                [
                  'Evidence',
                  found.has_evidence ? `Submitted ${found.evidence_submission_count} ×` : 'None so far',
                ],
                found.response_unavailable_reason
                  ? ['Cannot be answered', wordsOf(found.response_unavailable_reason)]
                  : null,
              ]}
            />
          </Section>
          <ResourceHistory key={found.updated_at} id={disputeId} />
        </>
      )}
    </DetailPage>
  )
}

const DisputeActions = ({ dispute, onDone }: { dispute: Dispute; onDone: () => Promise<void> }) => {
  const api = useApi()
  const { mode } = useEnvironment()
  const path = `/v1/disputes/${dispute.dispute_id}`
  return (
    <>
      <ActionButton
        needs="payments.payment_intents.write"
        label="Submit evidence"
        look="primary"
        title="Answer this dispute"
        confirm="Submit evidence"
        disabledReason={whyNoEvidence(dispute)}
        send={(form, idempotencyKey) =>
          api.post(
            `${path}/evidence`,
            { uncategorized_text: String(form.get('uncategorized_text') ?? '') },
            { idempotencyKey },
          )
        }
        done="Evidence submitted"
        onDone={onDone}
      >
        <p>It goes to the bank once, and cannot be changed after.</p>
        <TextAreaField
          label="What happened"
          name="uncategorized_text"
          rows={8}
          maxLength={20000}
          required
          hint={
            mode === 'test'
              ? 'In a sandbox the text decides: “winning_evidence” wins, “losing_evidence” loses.'
              : 'What was bought, when and how it was delivered, and what the customer agreed to.'
          }
        />
      </ActionButton>
      <ActionButton
        needs="payments.payment_intents.write"
        label="Accept"
        title="Accept this dispute?"
        confirm="Accept dispute"
        isDanger
        disabledReason={whyNoAcceptance(dispute)}
        send={(_form, idempotencyKey) => api.post(`${path}/close`, undefined, { idempotencyKey })}
        done="Dispute accepted"
        onDone={onDone}
      >
        <p>
          The money stays with the cardholder, and the dispute is over. An inquiry is closed instead. This
          cannot be undone.
        </p>
      </ActionButton>
    </>
  )
}

const DisputeAside = ({ dispute }: { dispute: Dispute }) => (
  <>
    <Section title="Details">
      <Facts
        facts={[
          ['Payment', <IdLink id={dispute.payment_intent_id} isShort />],
          ['Order', <IdLink id={dispute.order_id} isShort />],
          ['Customer', <IdLink id={dispute.customer_id} isShort />],
          ['Opened', <When at={dispute.created_at} />],
          ['Status since', <When at={dispute.status_changed_at} />],
        ]}
      />
    </Section>
    <Section title="Metadata">
      <MetadataFacts metadata={dispute.metadata} />
    </Section>
  </>
)
