import { SearchIcon } from '../icons.tsx'
import { StateHeading } from '../StateHeading.tsx'
import { StateIcon } from '../StateIcon.tsx'
import { FlowlixFrame } from './FlowlixFrame.tsx'

/** No such payment, or the link lost its end. Which of the two is nobody's business who does not hold the credential. */
export const FlowlixMissing = () => (
  <FlowlixFrame>
    <StateIcon tone="calm">
      <SearchIcon className="size-7" />
    </StateIcon>
    <StateHeading takesFocus={false}>We can’t find this payment</StateHeading>
    <p className="mt-3 text-ink-soft">
      The link may be incomplete or no longer valid. Go back to the shop and open the payment page from there
      again.
    </p>
  </FlowlixFrame>
)
