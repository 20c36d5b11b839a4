/** Decoration beside the name, so screen readers skip it. */
export const FlowlixMark = ({ className = 'size-4' }: { className?: string }) => (
  <svg className={className} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <circle cx="16" cy="16" r="16" fill="currentColor" />
    <path
      className="stroke-surface"
      d="M9 12.5c3.5-4 7 4 14 0M9 19.5c3.5-4 7 4 14 0"
      fill="none"
      strokeWidth="2.8"
      strokeLinecap="round"
    />
  </svg>
)
