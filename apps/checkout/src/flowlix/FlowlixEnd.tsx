import { useEffect } from 'react'
import { ActionLink } from '../ActionLink.tsx'
import { CheckIcon, ClockIcon, CloseIcon, Spinner } from '../icons.tsx'
import { StateHeading } from '../StateHeading.tsx'
import { StateIcon } from '../StateIcon.tsx'
import { declineSentence } from './decline-sentences.ts'
import type { EndedOutcome, HostedPayment } from './hosted-shapes.ts'

/** Long enough to read what happened. Who has canceled knows it, and waits for nothing. */
const leaveAfterMs: Readonly<Record<EndedOutcome, number>> = {
  succeeded: 2000,
  failed: 4000,
  canceled: 300,
  expired: 4000,
}

const headings: Readonly<Record<EndedOutcome, string>> = {
  succeeded: 'Payment complete',
  failed: 'The payment did not go through',
  canceled: 'The payment was canceled',
  expired: 'The time to pay is over',
}

const Icons = {
  succeeded: CheckIcon,
  failed: CloseIcon,
  canceled: CloseIcon,
  expired: ClockIcon,
} as const

const textOf = (outcome: EndedOutcome, { decline_code: code }: HostedPayment, merchant: string): string => {
  switch (outcome) {
    case 'succeeded':
      return `Thank you. ${merchant} has your payment.`
    case 'failed':
      return declineSentence(code)
    case 'canceled':
      return 'Nothing was paid here.'
    case 'expired':
      return 'This page was only open for a limited time.'
  }
}

interface FlowlixEndProps {
  readonly outcome: EndedOutcome
  readonly payment: HostedPayment
  readonly merchant: string
  /** The shop's address; null where it is none that a payer should be sent to. */
  readonly backHref: string | null
  /** It ended here and now: the payer is led on without pressing anything. */
  readonly leadsBack: boolean
  readonly takesFocus: boolean
}

/** It is over, how it ended, and the way back to the shop. Nobody can pay here any more. */
export const FlowlixEnd = ({
  outcome,
  payment,
  merchant,
  backHref,
  leadsBack,
  takesFocus,
}: FlowlixEndProps) => {
  useEffect(() => {
    if (!leadsBack || backHref === null) return
    const timer = setTimeout(() => location.assign(backHref), leaveAfterMs[outcome])
    return () => clearTimeout(timer)
  }, [leadsBack, backHref, outcome])

  const Icon = Icons[outcome]
  return (
    <div className="animate-appear">
      <StateIcon tone={outcome === 'succeeded' ? 'good' : 'calm'}>
        <Icon className="size-7" />
      </StateIcon>
      <StateHeading takesFocus={takesFocus}>{headings[outcome]}</StateHeading>
      <p className="mt-3 text-ink-soft">{textOf(outcome, payment, merchant)}</p>
      {outcome !== 'succeeded' && (
        <p className="mt-3">
          <span className="font-medium">You have not been charged.</span> To pay after all, start again at{' '}
          {merchant}.
        </p>
      )}
      {backHref === null ? (
        <p className="mt-7 text-ink-soft">You can close this page.</p>
      ) : (
        <div className="mt-7 space-y-4">
          {leadsBack && (
            <p role="status" className="flex items-center gap-2.5 text-ink-soft">
              <Spinner className="size-4" />
              Taking you back to {merchant}…
            </p>
          )}
          <ActionLink href={backHref}>Back to {merchant}</ActionLink>
        </div>
      )}
    </div>
  )
}
