import { SearchIcon } from '../icons.tsx'
import { StateHeading } from '../StateHeading.tsx'
import { StateIcon } from '../StateIcon.tsx'

/** There is no such link. */
export const MissingLink = () => (
  <div>
    <StateIcon tone="calm">
      <SearchIcon className="size-7" />
    </StateIcon>
    <StateHeading takesFocus={false}>We can’t find this page</StateHeading>
    <p className="mt-3 text-ink-soft">
      The link may be incomplete. Open the whole link again from where you got it, or ask the seller for a new
      one.
    </p>
  </div>
)
