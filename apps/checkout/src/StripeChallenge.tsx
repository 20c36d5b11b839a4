import { useEffect, useRef, useState } from 'react'
import { ActionButton } from './ActionButton.tsx'
import type { BrowserAction } from './api-shapes.ts'
import { Spinner } from './icons.tsx'
import { loadStripe } from './stripe-script.ts'

interface StripeChallengeProps {
  readonly amount: string
  readonly stage: 'shown' | 'finishing' | 'canceling'
  /** Null when nothing waits for the buyer any more. */
  readonly readAction: () => Promise<BrowserAction | null>
  readonly onComplete: () => void
  readonly onCancel: () => void
}

/**
 * The bank's question in live mode: the processor's script asks it over the page, so that this stands beneath and is no
 * dialog itself, which would cover it. How it went is for the server to find out.
 */
export const StripeChallenge = ({
  amount,
  stage,
  readAction,
  onComplete,
  onCancel,
}: StripeChallengeProps) => {
  const heading = useRef<HTMLHeadingElement>(null)
  const [hasFailed, setHasFailed] = useState(false)
  const [tries, setTries] = useState(0)
  const moves = useRef({ readAction, onComplete })
  moves.current = { readAction, onComplete }

  useEffect(() => {
    let isGone = false
    const ask = async (): Promise<void> => {
      const action = await moves.current.readAction()
      if (isGone) return
      if (action?.stripe) {
        const stripe = await loadStripe(action.stripe)
        if (isGone) return
        const { error } = await stripe.handleNextAction({ clientSecret: action.stripe.client_secret })
        // Never asked, so never answered: the buyer may try again.
        if (error?.type === 'api_connection_error') throw new Error('not asked')
      }
      if (!isGone) moves.current.onComplete()
    }
    setHasFailed(false)
    heading.current?.focus()
    ask().catch(() => {
      if (!isGone) setHasFailed(true)
    })
    return () => {
      isGone = true
    }
  }, [tries])

  const busyWords = {
    shown: 'Waiting for your bank…',
    finishing: 'Finishing your payment…',
    canceling: 'Canceling your payment…',
  }
  return (
    <section
      aria-labelledby="bank-question"
      className="flex flex-col items-center py-10 text-center lg:py-16"
    >
      <h2
        ref={heading}
        id="bank-question"
        tabIndex={-1}
        className="text-xl font-semibold tracking-tight outline-none"
      >
        Confirm with your bank
      </h2>
      <p className="mt-2 max-w-80 text-ink-soft text-pretty">
        Your bank wants to be sure that this payment of {amount} is yours. You have not been charged yet.
      </p>
      {hasFailed && stage === 'shown' ? (
        <div role="alert" className="mt-7 flex w-full max-w-72 flex-col gap-3">
          <p className="text-[15px] text-problem">Your bank’s question could not be opened.</p>
          <ActionButton isPrimary onPress={() => setTries(tries + 1)}>
            Try again
          </ActionButton>
          <ActionButton onPress={onCancel}>Cancel payment</ActionButton>
        </div>
      ) : (
        <>
          <p role="status" className="mt-7 flex items-center gap-3 font-medium">
            <Spinner className="size-6 text-accent" />
            {busyWords[stage]}
          </p>
          {stage === 'shown' && (
            <button type="button" className="link mt-7 text-[15px] text-ink-soft" onClick={onCancel}>
              Cancel payment
            </button>
          )}
        </>
      )}
    </section>
  )
}
