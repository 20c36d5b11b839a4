import { useEffect, useId, useRef, useState } from 'react'
import { ActionButton } from './ActionButton.tsx'
import { CloseIcon, Spinner } from './icons.tsx'

interface ChallengeDialogProps {
  readonly pendingActionId: string
  /** The bank's page; of this page's origin. */
  readonly url: string
  readonly amount: string
  readonly stage: 'shown' | 'finishing' | 'canceling'
  readonly onComplete: () => void
  readonly onCancel: () => void
}

/** Only the challenge page itself may say that the challenge is done. */
const isCompletion = (
  event: MessageEvent,
  frame: HTMLIFrameElement | null,
  pendingActionId: string,
): boolean => {
  const message = event.data as { type?: unknown; pending_action_id?: unknown } | null
  return (
    event.origin === location.origin &&
    frame !== null &&
    event.source === frame.contentWindow &&
    typeof message === 'object' &&
    message?.type === 'flint:challenge-complete' &&
    message.pending_action_id === pendingActionId
  )
}

/** The bank's question to the buyer, over the page. Leaving it cancels the payment, so that is asked first. */
export const ChallengeDialog = ({
  pendingActionId,
  url,
  amount,
  stage,
  onComplete,
  onCancel,
}: ChallengeDialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  const frame = useRef<HTMLIFrameElement>(null)
  const stay = useRef<HTMLDivElement>(null)
  const titleId = useId()
  const textId = useId()
  const [asksToLeave, setAsksToLeave] = useState(false)
  const [isLoaded, setIsLoaded] = useState(false)

  useEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    if (element && !element.open) element.showModal()
    return () => {
      element?.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])

  useEffect(() => {
    const listen = (event: MessageEvent): void => {
      if (isCompletion(event, frame.current, pendingActionId)) onComplete()
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [pendingActionId, onComplete])

  useEffect(() => {
    if (asksToLeave) stay.current?.querySelector('button')?.focus()
  }, [asksToLeave])

  const isBusy = stage !== 'shown'
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      aria-describedby={textId}
      // Escape asks; it must never drop a running payment by itself. Preventing the key stops the browser's own closing.
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        if (!isBusy) setAsksToLeave(!asksToLeave)
      }}
      onCancel={(event) => {
        event.preventDefault()
        if (!isBusy) setAsksToLeave(true)
      }}
      onClose={() => {
        // A browser may close it in spite of all that, e.g. on the phone's second "back".
        if (dialog.current?.isConnected && !dialog.current.open) {
          dialog.current.showModal()
          setAsksToLeave(true)
        }
      }}
      className="m-auto h-full max-h-full w-full max-w-full overflow-hidden bg-surface text-ink shadow-dialog backdrop:bg-veil sm:h-[min(640px,calc(100dvh-48px))] sm:w-[460px] sm:rounded-2xl"
    >
      <div className="flex h-full flex-col">
        <div className="flex items-center gap-3 border-b border-line py-3 pr-3 pl-5">
          <div className="min-w-0 flex-1">
            <h2 id={titleId} className="font-semibold">
              Confirm with your bank
            </h2>
            <p id={textId} className="text-sm text-ink-soft">
              Your bank wants to be sure that this payment of {amount} is yours.
            </p>
          </div>
          <button
            type="button"
            aria-label="Cancel payment"
            onClick={() => {
              if (!isBusy) setAsksToLeave(true)
            }}
            className="inline-flex size-10 shrink-0 items-center justify-center self-start rounded-full text-ink-soft transition-colors hover:bg-tile hover:text-ink"
          >
            <CloseIcon />
          </button>
        </div>

        <div className="relative min-h-0 flex-1">
          {!isLoaded && (
            <div className="absolute inset-0 flex items-center justify-center text-ink-soft">
              <Spinner className="size-7" />
            </div>
          )}
          <iframe
            ref={frame}
            src={url}
            title="Your bank’s confirmation page"
            referrerPolicy="no-referrer"
            onLoad={() => setIsLoaded(true)}
            inert={isBusy || asksToLeave}
            className="relative size-full border-0 bg-transparent"
          />
          {isBusy && (
            <div
              role="status"
              className="absolute inset-0 flex flex-col items-center justify-center gap-4 bg-surface px-8 text-center"
            >
              <Spinner className="size-8 text-accent" />
              <p className="font-medium">
                {stage === 'finishing' ? 'Finishing your payment…' : 'Canceling your payment…'}
              </p>
            </div>
          )}
          {asksToLeave && !isBusy && (
            <div className="absolute inset-0 flex flex-col items-center justify-center bg-surface px-8 text-center">
              <h3 className="text-xl font-semibold tracking-tight">Cancel this payment?</h3>
              <p className="mt-2 max-w-72 text-ink-soft">
                You have not been charged yet. If you leave now, the payment will not go through.
              </p>
              <div ref={stay} className="mt-7 flex w-full max-w-72 flex-col gap-3">
                <ActionButton isPrimary onPress={() => setAsksToLeave(false)}>
                  Keep going
                </ActionButton>
                <ActionButton onPress={onCancel}>Cancel payment</ActionButton>
              </div>
            </div>
          )}
        </div>
      </div>
    </dialog>
  )
}
