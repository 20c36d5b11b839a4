/** Small drawn marks. All are decoration beside words, so screen readers skip them. */

interface IconProps {
  readonly className?: string
}

const Stroke = ({ className = 'size-5', d }: IconProps & { readonly d: string }) => (
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

export const LockIcon = (props: IconProps) => (
  <Stroke
    {...props}
    d="M7 10.5V8a5 5 0 0 1 10 0v2.5M6.5 10.5h11a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7a1.5 1.5 0 0 1 1.5-1.5Z"
  />
)
export const ChevronIcon = (props: IconProps) => <Stroke {...props} d="m6 9 6 6 6-6" />
export const ArrowLeftIcon = (props: IconProps) => <Stroke {...props} d="M19 12H5m6-6-6 6 6 6" />
export const CloseIcon = (props: IconProps) => <Stroke {...props} d="M6 6l12 12M18 6 6 18" />
export const AlertIcon = (props: IconProps) => (
  <Stroke {...props} d="M12 8v5m0 3.2v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z" />
)
export const InfoIcon = (props: IconProps) => (
  <Stroke {...props} d="M12 11v5.5m0-8.8v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z" />
)
export const ClockIcon = (props: IconProps) => (
  <Stroke {...props} d="M12 7v5.2l3.2 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z" />
)
export const OfflineIcon = (props: IconProps) => (
  <Stroke
    {...props}
    d="M4 4l16 16M8.6 15.4a5 5 0 0 1 6.8 0M5.3 12.1a9.6 9.6 0 0 1 4.6-2.5m4.6.2a9.6 9.6 0 0 1 4.2 2.3M12 19v.1M2.5 8.8A14 14 0 0 1 6 6.6m4.2-1.4A14 14 0 0 1 21.5 8.8"
  />
)
export const SearchIcon = (props: IconProps) => (
  <Stroke {...props} d="m20 20-4.2-4.2M10.8 17.5a6.7 6.7 0 1 0 0-13.4 6.7 6.7 0 0 0 0 13.4Z" />
)
export const ReplaceIcon = (props: IconProps) => (
  <Stroke
    {...props}
    d="M4 12a8 8 0 0 1 13.7-5.6L20 8.5M20 4v4.5h-4.5M20 12a8 8 0 0 1-13.7 5.6L4 15.5M4 20v-4.5h4.5"
  />
)
export const TabsIcon = (props: IconProps) => (
  <Stroke
    {...props}
    d="M8 8V5.5A1.5 1.5 0 0 1 9.5 4h9A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H16M5.5 8h9A1.5 1.5 0 0 1 16 9.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 18.5v-9A1.5 1.5 0 0 1 5.5 8Z"
  />
)

export const TagIcon = (props: IconProps) => (
  <Stroke
    {...props}
    d="M4 5.5A1.5 1.5 0 0 1 5.5 4h6.2a2 2 0 0 1 1.4.6l6.3 6.3a1.5 1.5 0 0 1 0 2.1l-6.3 6.3a1.5 1.5 0 0 1-2.1 0L4.6 13a2 2 0 0 1-.6-1.4ZM8.6 8.6v.1"
  />
)
export const CardIcon = (props: IconProps) => (
  <Stroke
    {...props}
    d="M5 5.5h14A1.5 1.5 0 0 1 20.5 7v10a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 17V7A1.5 1.5 0 0 1 5 5.5ZM3.5 10h17M7 14.8h3.5"
  />
)
export const BankIcon = (props: IconProps) => (
  <Stroke {...props} d="M4 9.5 12 4.5l8 5ZM6 9.5v7.5M10 9.5v7.5M14 9.5v7.5M18 9.5v7.5M4 19.5h16" />
)

export const CheckIcon = ({ className = 'size-7' }: IconProps) => (
  <svg className={className} viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">
    <path
      className="animate-draw"
      d="m5.5 12.5 4.3 4.3 8.7-9.3"
      pathLength="1"
      strokeDasharray="1"
      stroke="currentColor"
      strokeWidth="2.4"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)

export const Spinner = ({ className = 'size-5' }: IconProps) => (
  <svg
    className={`animate-spin ${className}`}
    viewBox="0 0 24 24"
    fill="none"
    aria-hidden="true"
    focusable="false"
  >
    <circle cx="12" cy="12" r="9" stroke="currentColor" strokeOpacity="0.25" strokeWidth="2.5" />
    <path d="M21 12a9 9 0 0 0-9-9" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
  </svg>
)

export const FlintMark = ({ className = 'size-4' }: IconProps) => (
  <svg className={className} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" fill="currentColor" />
    <path className="fill-surface" d="M17.8 5 8 18.4h6.6L13.4 27 24 13.2h-7.2z" />
  </svg>
)
