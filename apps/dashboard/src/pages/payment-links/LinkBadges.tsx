import type { PaymentLink } from '../../api/shapes.ts'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { fullWords } from './link-words.ts'

export const LinkBadges = ({ link }: { link: PaymentLink }) => {
  const full = fullWords(link)
  return full === null ? (
    <StatusBadge status={link.status} />
  ) : (
    <StatusBadge status={link.status} words={full} tone="attention" />
  )
}
