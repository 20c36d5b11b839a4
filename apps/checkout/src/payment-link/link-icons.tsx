/** Drawn marks of the link's page alone; as all others, decoration beside words. */

const Stroke = ({ className = 'size-5', d }: { readonly className?: string; readonly d: string }) => (
  <svg
    className={className}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={d} />
  </svg>
)

export const PlaceIcon = (props: { readonly className?: string }) => (
  <Stroke
    {...props}
    d="M12 21s7-6.2 7-11.3a7 7 0 0 0-14 0C5 14.8 12 21 12 21Zm0-8.6a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4Z"
  />
)
export const TicketIcon = (props: { readonly className?: string }) => (
  <Stroke {...props} d="M4 7.5h16v3a2 2 0 0 0 0 4v3H4v-3a2 2 0 0 0 0-4ZM14 7.5v2m0 2.5v1m0 2.5v2" />
)
