import { SearchIcon } from './icons.tsx'
import { StateHeading } from './StateHeading.tsx'
import { StateIcon } from './StateIcon.tsx'

/** No such session, or the link lost its end. Which of the two is nobody's business who does not hold the secret. */
export const MissingState = () => (
  <div>
    <StateIcon tone="calm">
      <SearchIcon className="size-7" />
    </StateIcon>
    <StateHeading takesFocus={false}>We can’t find this checkout</StateHeading>
    <p className="mt-3 text-ink-soft">
      The link may be incomplete or no longer valid. Open the whole link again from where you got it,
      including the part after the # sign, or ask the seller for a new one.
    </p>
  </div>
)
