import { buttonClasses } from '../../parts/Button.tsx'

/** A page of the guides, which are outside the dashboard. */
export const FlowlixDocs = ({ page, words = 'Guide' }: { page: string; words?: string }) => (
  <a href={`/docs/${page}`} className={buttonClasses()}>
    {words}
  </a>
)
