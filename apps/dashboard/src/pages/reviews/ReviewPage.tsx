import { useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Button } from '../../parts/Button.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { CheckField, TextAreaField, TextField } from '../../parts/Field.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'
import {
  type Address,
  type Verification,
  documentKinds,
  fieldWords,
  parts,
} from '../verification/verification.ts'

type Decision = {
  decision_id: string
  decision: string
  decided_by: string
  message: string | null
  fields: string[]
  created_at: string
}
type Reviewed = { verification: Verification; decisions: Decision[] }

const linesOf = (address: Address | null): string | null =>
  address &&
  [address.line1, address.line2, address.postal_code, address.city, address.state, address.country]
    .filter((line) => line !== null && line !== '')
    .join(', ')

/** Everything that one merchant has handed in, and the decision about it. */
export const ReviewPage = () => {
  const { merchantId = '' } = useParams()
  const reading = useRead<Reviewed>(`/v1/operator/verifications/${merchantId}`)
  return (
    <DetailPage
      kind="Account"
      id={merchantId}
      up={{ path: 'reviews', name: 'Account reviews' }}
      reading={reading}
      title={({ verification }) => verification.business_name}
      badges={({ verification }) => <StatusBadge status={verification.status} />}
      actions={({ verification }) => <Decide verification={verification} onDone={reading.reload} />}
      aside={({ verification, decisions }) => (
        <>
          <Section title="May it">
            <Facts
              facts={[
                ['Take payments', <StatusBadge key="p" status={verification.payments.status} />],
                ['Get payouts', <StatusBadge key="o" status={verification.payouts.status} />],
                [
                  'Still missing',
                  verification.requirements.currently_due.map(fieldWords).join(', ') || 'Nothing',
                ],
                ['Handed in', <When key="s" at={verification.submitted_at} />],
              ]}
            />
          </Section>
          <Section title="Decisions">
            {decisions.length === 0 && <p className="text-ink-soft">None yet.</p>}
            <ul className="space-y-3">
              {decisions.map((decision) => (
                <li key={decision.decision_id}>
                  <p className="font-medium">
                    {wordsOf(decision.decision)} <When at={decision.created_at} />
                  </p>
                  {decision.fields.length > 0 && <p>{decision.fields.map(fieldWords).join(', ')}</p>}
                  {decision.message !== null && <p className="text-ink-soft">{decision.message}</p>}
                </li>
              ))}
            </ul>
          </Section>
        </>
      )}
    >
      {({ verification }) => <Submitted verification={verification} />}
    </DetailPage>
  )
}

const Submitted = ({ verification }: { verification: Verification }) => {
  const { business, people, bank_account: bank, documents, terms, profile } = verification
  return (
    <>
      <Section title="Business">
        <Facts
          facts={[
            ['Legal name', business.legal_name],
            ['Kind', business.type && wordsOf(business.type)],
            ['Tax id', business.tax_id_last4 && `ends with ${business.tax_id_last4}`],
            ['Address', linesOf(business.address)],
            ['Phone', business.phone],
            ['Web site', profile.website_url],
            ['E-mail', profile.email],
            ['Sells', business.description ?? business.industry],
          ]}
        />
      </Section>
      {people.map((person) => (
        <Section
          key={person.person_id}
          title={`${person.first_name ?? ''} ${person.last_name ?? ''}`.trim() || 'A person'}
        >
          <Facts
            facts={[
              ['Roles', person.roles.map(wordsOf).join(', ')],
              ['Born', person.birth_date],
              ['E-mail', person.email],
              ['Address', linesOf(person.address)],
              ['Social security', person.is_ssn_last_4_provided ? 'Last four digits given' : null],
            ]}
          />
        </Section>
      ))}
      <Section title="Bank account and terms">
        <Facts
          facts={[
            ['Bank account', bank && `Routing number ${bank.routing_number}, ends with ${bank.last4}`],
            ['Account holder', bank?.account_holder_name],
            ['Terms accepted', terms && <When at={terms.accepted_at} />],
            ['Owners named', business.owners_provided ? 'Yes' : 'No'],
          ]}
        />
      </Section>
      <Section title="Documents">
        {documents.length === 0 && <p className="text-ink-soft">None.</p>}
        <ul className="space-y-2">
          {documents.map((document) => (
            <li key={document.document_id} className="flex flex-wrap items-center justify-between gap-2">
              <span className="min-w-0">
                <span className="block break-all">{document.file_name}</span>
                <span className="text-ink-soft">{wordsOf(document.kind)}</span>
              </span>
              <DocumentButton merchantId={verification.merchant_id} documentId={document.document_id} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

/** Saved rather than shown: what strangers hand in is never opened within the dashboard. */
const DocumentButton = ({ merchantId, documentId }: { merchantId: string; documentId: string }) => {
  const api = useApi()
  const save = async () => {
    const file = await api.get<{ file_name: string; content: string }>(
      `/v1/operator/verifications/${merchantId}/documents/${documentId}`,
    )
    const bytes = Uint8Array.from(atob(file.content), (character) => character.charCodeAt(0))
    const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
    const link = document.createElement('a')
    link.href = url
    link.download = file.file_name
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <Button isSmall onClick={() => void save()}>
      Download
    </Button>
  )
}

type DecideProps = { verification: Verification; onDone: () => Promise<void> }

const Decide = ({ verification, onDone }: DecideProps) => {
  const api = useApi()
  const { status, merchant_id: merchantId, version, verifier } = verification
  const managed = verifier === 'stripe' ? 'The processor decides about this account' : null
  const send = (decision: string) => (form: FormData, idempotencyKey: string) => {
    const message = String(form.get('message') ?? '').trim()
    const fields = form.getAll('fields').map(String)
    const deadline = String(form.get('deadline') ?? '')
    return api.post(
      `/v1/operator/verifications/${merchantId}/decision`,
      {
        decision,
        expected_version: version,
        ...(message === '' ? {} : { message }),
        ...(fields.length === 0 ? {} : { fields }),
        ...(deadline === '' ? {} : { deadline_at: `${deadline}T23:59:59Z` }),
      },
      { idempotencyKey },
    )
  }
  const message = <TextAreaField label="Message to the merchant" name="message" maxLength={2000} isOptional />
  return (
    <>
      <ActionButton
        label="Approve"
        look="primary"
        disabledReason={
          managed ??
          (status === 'approved'
            ? 'It is approved'
            : status === 'in_review'
              ? null
              : 'Only what was handed in whole can be approved')
        }
        title="Approve this account?"
        confirm="Approve"
        done="Account approved"
        send={send('approve')}
        onDone={onDone}
      >
        <p>Live payments and payouts open at once.</p>
        {message}
      </ActionButton>
      <ActionButton
        label="Ask for more"
        disabledReason={managed ?? (status === 'rejected' ? 'It was turned down' : null)}
        title="Ask for more"
        confirm="Ask"
        done="The merchant is asked"
        send={send('request_more')}
        onDone={onDone}
      >
        <fieldset className="max-h-60 space-y-1.5 overflow-y-auto">
          <legend className="mb-1 font-medium">What is needed</legend>
          {[...documentKinds, ...Object.values(parts).flat()]
            .filter((name, at, all) => all.indexOf(name) === at)
            .map((name) => (
              <CheckField key={name} label={wordsOf(fieldWords(name))} name="fields" value={name} />
            ))}
        </fieldset>
        <TextField
          label="Until"
          name="deadline"
          type="date"
          isOptional
          hint="After it, what the fields are for is blocked."
        />
        {message}
      </ActionButton>
      {status === 'paused' ? (
        <ActionButton
          label="Resume"
          disabledReason={managed}
          title="Resume this account?"
          confirm="Resume"
          done="Account resumed"
          send={send('resume')}
          onDone={onDone}
        />
      ) : (
        <ActionButton
          label="Pause"
          look="danger"
          isDanger
          disabledReason={
            managed ?? (status === 'approved' ? null : 'Only an approved account can be paused')
          }
          title="Pause this account?"
          confirm="Pause"
          done="Account paused"
          send={send('pause')}
          onDone={onDone}
        >
          <p>Live payments and payouts stop until it is resumed.</p>
          {message}
        </ActionButton>
      )}
      <ActionButton
        label="Reject"
        look="danger"
        isDanger
        disabledReason={managed ?? (status === 'rejected' ? 'It was turned down' : null)}
        title="Turn this account down?"
        confirm="Reject"
        done="Account rejected"
        send={send('reject')}
        onDone={onDone}
      >
        <p>Live payments and payouts are closed to it.</p>
        {message}
      </ActionButton>
    </>
  )
}
