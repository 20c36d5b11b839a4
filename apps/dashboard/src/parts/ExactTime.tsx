import { When } from './When.tsx'

/** An instant to the second with its zone, which is long: it breaks where there is little room. */
export const ExactTime = ({ at }: { at: string | null | undefined }) => (
  <span className="[&_time]:whitespace-normal">
    <When at={at} format="full" />
  </span>
)
