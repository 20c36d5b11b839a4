import { ActionButton } from './ActionButton.tsx'
import { OfflineIcon } from './icons.tsx'
import { StateHeading } from './StateHeading.tsx'
import { StateIcon } from './StateIcon.tsx'

/** The checkout could not be loaded: no connection, or the service does not answer. */
export const UnreachableState = ({ isOnline, onRetry }: { isOnline: boolean; onRetry: () => void }) => (
  <div>
    <StateIcon tone="calm">
      <OfflineIcon className="size-7" />
    </StateIcon>
    <StateHeading takesFocus={false}>
      {isOnline ? 'We can’t load this checkout right now' : 'You are offline'}
    </StateHeading>
    <p className="mt-3 text-ink-soft">
      {isOnline
        ? 'The payment service did not answer. Please try again in a moment.'
        : 'The page loads by itself as soon as you are connected again.'}
    </p>
    <div className="mt-7">
      <ActionButton isPrimary onPress={onRetry}>
        Try again
      </ActionButton>
    </div>
  </div>
)
