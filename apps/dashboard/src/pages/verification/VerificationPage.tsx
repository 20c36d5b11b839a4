import { useEffect, useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button, LinkButton } from '../../parts/Button.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { Notice, ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import type { Tone } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'
import { useEnvironment, usePathOf } from '../../session-context.ts'
import { LiveEnvironment } from '../developers/LiveEnvironment.tsx'
import { AxisCard } from './AxisCard.tsx'
import { partForms } from './PartForms.tsx'
import {
  type Part,
  type PartState,
  type Verification,
  fieldWords,
  nextPart,
  partTitles,
  partsInOrder,
  stateOfPart,
} from './verification.ts'

/** The account's way to live mode, and what is asked later. Shown the same from every environment of the merchant. */
export const VerificationPage = () => (
  <LiveEnvironment>
    <Guide />
  </LiveEnvironment>
)

const Guide = () => {
  const { merchant } = useEnvironment()
  const path = `/v1/merchants/${merchant.merchant_id}/verification`
  const reading = useRead<Verification>(path)
  const verification = reading.data
  return (
    <>
      <PageHead
        name="Verification"
        badges={
          verification && <StatusBadge status={verification.status} tone={statusTones[verification.status]} />
        }
        below={`Who ${merchant.business_name} is. Live payments and payouts open when it is verified.`}
        actions={verification && <RefreshButton onDone={reading.reload} />}
      />
      {reading.problem !== null && (
        <ProblemNotice problem={reading.problem} onRetry={() => void reading.reload()} />
      )}
      {!verification && reading.problem === null && <Skeleton lines={12} />}
      {verification && (
        <div className="space-y-4">
          <WhatNow verification={verification} />
          <div className="flex flex-wrap gap-4">
            <AxisCard name="Payments" opens="Buyers can be charged." axis={verification.payments} />
            <AxisCard name="Payouts" opens="Money goes to the bank account." axis={verification.payouts} />
          </div>
          {verification.verifier === 'stripe' ? (
            <ProviderManaged verification={verification} />
          ) : (
            <Parts verification={verification} onSaved={reading.reload} />
          )}
        </div>
      )}
    </>
  )
}

const statusTones: Record<Verification['status'], Tone> = {
  not_started: 'calm',
  collecting: 'attention',
  in_review: 'attention',
  approved: 'good',
  rejected: 'problem',
  paused: 'problem',
}

/** `advance` with nothing reads the reviewer's or processor's state again. */
const RefreshButton = ({ onDone }: { onDone: () => Promise<void> }) => {
  const api = useApi()
  const refresh = useWrite((_: null, idempotencyKey) =>
    api.post('/v1/onboarding/advance', {}, { idempotencyKey }),
  )
  return (
    <Button
      isBusy={refresh.isRunning}
      onClick={async () => {
        await refresh.run(null)
        await onDone()
      }}
    >
      Check again
    </Button>
  )
}

const WhatNow = ({ verification }: { verification: Verification }) => {
  const { requirements, status, message } = verification
  const pathOf = usePathOf()
  const due = [...requirements.past_due, ...requirements.currently_due]
  if (status === 'rejected' || status === 'paused')
    return (
      <Notice
        tone="problem"
        title={status === 'rejected' ? 'The account was turned down' : 'The account is paused'}
      >
        <p>{message ?? 'Write to the people who run this server.'}</p>
      </Notice>
    )
  if (due.length > 0)
    return (
      <Notice
        tone={requirements.past_due.length > 0 ? 'problem' : 'attention'}
        title="What is needed from you now"
      >
        {message !== null && <p>{message}</p>}
        {verification.demands.map(
          (demand) => demand.message !== null && <p key={demand.field}>{demand.message}</p>,
        )}
        <p>{due.map(fieldWords).join(', ')}.</p>
        {requirements.current_deadline_at !== null && (
          <p>
            Until <When at={requirements.current_deadline_at} format="full" />.
          </p>
        )}
      </Notice>
    )
  if (status === 'in_review')
    return (
      <Notice title="Being looked at">
        <p>
          Everything was handed in
          {verification.submitted_at && (
            <>
              {' '}
              on <When at={verification.submitted_at} />
            </>
          )}
          . There is nothing to do until a decision is made; you are told here.
        </p>
      </Notice>
    )
  if (status === 'approved')
    return (
      <Notice
        tone="good"
        title="The account is verified"
        actions={<LinkButton to={pathOf('go-live')}>Go-live checklist</LinkButton>}
      >
        {requirements.eventually_due.length > 0 ? (
          <p>Later these will be asked for: {requirements.eventually_due.map(fieldWords).join(', ')}.</p>
        ) : (
          <p>Nothing is asked for.</p>
        )}
      </Notice>
    )
  return (
    <Notice title="Seven short parts">
      <p>Each is saved by itself. When nothing is missing any more, the account is handed in by itself.</p>
    </Notice>
  )
}

const ProviderManaged = ({ verification }: { verification: Verification }) => (
  <Notice title="The processor asks for the details itself">
    <p>
      Its form is opened from your own program or with <code>POST /v1/merchant-account-sessions</code>. What
      it still wants is listed here:{' '}
      {[...verification.requirements.past_due, ...verification.requirements.currently_due]
        .map(fieldWords)
        .join(', ') || 'nothing'}
      .
    </p>
  </Notice>
)

const stateWords: Record<PartState, [string, Tone]> = {
  due: ['To do', 'attention'],
  past_due: ['Overdue', 'problem'],
  in_review: ['In review', 'attention'],
  given: ['Given', 'good'],
  not_asked: ['Not needed', 'calm'],
}

/** One part is open at a time: the next that is to be done, unless somebody opens another. */
const Parts = ({ verification, onSaved }: { verification: Verification; onSaved: () => Promise<void> }) => {
  const next = nextPart(verification)
  const [opened, setOpened] = useState<Part | null>(next)
  useEffect(() => setOpened(next), [next])
  return (
    <Section title="What we ask" isFlush>
      <ol>
        {partsInOrder.map((part, at) => {
          const [words, tone] = stateWords[stateOfPart(part, verification)]
          const isOpen = opened === part
          const PartForm = partForms[part]
          return (
            <li key={part} className="border-b border-line last:border-b-0">
              <h3>
                <button
                  type="button"
                  aria-expanded={isOpen}
                  onClick={() => setOpened(isOpen ? null : part)}
                  className="flex min-h-12 w-full items-center justify-between gap-3 px-4 py-2 text-left hover:bg-raised"
                >
                  <span className="font-medium">
                    {at + 1}. {partTitles[part]}
                  </span>
                  <StatusBadge status={words} words={words} tone={tone} />
                </button>
              </h3>
              {isOpen && (
                <div className="px-4 pt-2 pb-5">
                  <PartForm
                    key={`${part} ${verification.version}`}
                    verification={verification}
                    onSaved={onSaved}
                  />
                </div>
              )}
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
