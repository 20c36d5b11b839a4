import { brandName, type CardBrand } from './card-brands.ts'

/** The ground and the drawing of each mark: our own plain signs, not the networks' logos. */
const marks: Record<CardBrand, { ground: string; drawing: React.ReactNode }> = {
  visa: {
    ground: '#1c3f94',
    drawing: (
      <path d="m9 8 3.2 8L15.4 8M18 8l-1.7 8M24.5 8.6c-3.5-1.4-5.5 1-3.4 2.7 2 1.6 1.2 4.6-2.4 3.6M25 16l3-8 2 8" />
    ),
  },
  mastercard: {
    ground: '#26262b',
    drawing: (
      <>
        <circle cx="16.5" cy="12" r="5" fill="#e8573f" stroke="none" />
        <circle cx="23.5" cy="12" r="5" fill="#f2b03d" stroke="none" fillOpacity="0.9" />
      </>
    ),
  },
  amex: {
    ground: '#136aa8',
    drawing: <path d="m7 16 2.8-8 2.8 8m-4.6-2.6h3.6M15.4 16V8l3.2 4.6L21.8 8v8M26 8l5.5 8m0-8L26 16" />,
  },
  discover: {
    ground: '#2b2b30',
    drawing: (
      <>
        <path d="M9 8v8h2.2a4 4 0 0 0 0-8H9Z" />
        <circle cx="24.5" cy="12" r="4.5" fill="#f08230" stroke="none" />
      </>
    ),
  },
  diners: {
    ground: '#3c5675',
    drawing: (
      <>
        <circle cx="20" cy="12" r="6" />
        <path d="M18 7.5v9M22 7.5v9" />
      </>
    ),
  },
  jcb: {
    ground: '#f3f3f0',
    drawing: (
      <>
        <rect x="10" y="6" width="5.5" height="12" rx="2" fill="#1f6fb8" stroke="none" />
        <rect x="17.25" y="6" width="5.5" height="12" rx="2" fill="#c9354a" stroke="none" />
        <rect x="24.5" y="6" width="5.5" height="12" rx="2" fill="#2c8f4e" stroke="none" />
      </>
    ),
  },
  unionpay: {
    ground: '#0f6d78',
    drawing: (
      <>
        <path d="M13 6h6l-2.5 12h-6z" fill="#d8434e" stroke="none" />
        <path d="M19 6h6l-2.5 12h-6z" fill="#2a5fae" stroke="none" />
        <path d="M25 6h5l-2.5 12h-5z" fill="#27a08f" stroke="none" />
      </>
    ),
  },
  unknown: { ground: 'transparent', drawing: <path d="M4 9.5h32M8.5 15.5h6" strokeWidth="1.6" /> },
}

const knownBrand = (brand: string): CardBrand => {
  const key = brand.toLowerCase()
  return Object.hasOwn(marks, key) ? (key as CardBrand) : 'unknown'
}

/** A small sign of the card's network. `isNamed` gives it a name for screen readers; else words stand beside it. */
export const CardBrandMark = ({ brand, isNamed = false }: { brand: string; isNamed?: boolean }) => {
  const known = knownBrand(brand)
  const { ground, drawing } = marks[known]
  return (
    <svg
      className={`h-5 w-[33px] shrink-0 ${known === 'unknown' ? 'text-ink-soft' : 'text-white'}`}
      viewBox="0 0 40 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      role={isNamed ? 'img' : undefined}
      aria-label={isNamed ? brandName(known) : undefined}
      aria-hidden={isNamed ? undefined : true}
      focusable="false"
    >
      <rect
        x="0.8"
        y="0.8"
        width="38.4"
        height="22.4"
        rx="4.2"
        fill={ground}
        stroke={known === 'unknown' ? 'currentColor' : 'rgb(128 128 128 / 35%)'}
        strokeWidth={known === 'unknown' ? 1.6 : 1}
      />
      {drawing}
    </svg>
  )
}
