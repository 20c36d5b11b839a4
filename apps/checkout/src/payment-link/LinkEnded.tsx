import { ClockIcon, CloseIcon } from '../icons.tsx'
import { StateHeading } from '../StateHeading.tsx'
import { StateIcon } from '../StateIcon.tsx'
import { endedLinkWords, type LinkEnding } from './ended-link-words.ts'
import { TicketIcon } from './link-icons.tsx'

interface LinkEndedProps {
  readonly ending: LinkEnding
  /** What the seller says instead. */
  readonly message: string | null
  readonly merchant: string
  /** The page moved here while the buyer looked on. */
  readonly takesFocus: boolean
}

/** Nobody can buy here now: why, and that nothing was charged. */
export const LinkEnded = ({ ending, message, merchant, takesFocus }: LinkEndedProps) => {
  const words = endedLinkWords(ending, merchant)
  return (
    <div>
      <StateIcon tone="calm">
        {ending === 'sold-out' ? (
          <TicketIcon className="size-7" />
        ) : ending === 'inactive' ? (
          <CloseIcon className="size-7" />
        ) : (
          <ClockIcon className="size-7" />
        )}
      </StateIcon>
      <StateHeading takesFocus={takesFocus}>{words.title}</StateHeading>
      <p className="mt-3 whitespace-pre-line text-ink-soft wrap-anywhere">{message ?? words.text}</p>
      <p className="mt-3 font-medium">You have not been charged.</p>
    </div>
  )
}
