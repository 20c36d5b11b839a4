import type { SavedCard } from './api-shapes.ts'
import { brandName } from './card-brands.ts'
import { CardBrandMark } from './CardBrandMark.tsx'
import { RadioTile } from './RadioTile.tsx'

interface SavedCardTileProps {
  readonly saved: SavedCard
  readonly name: string
  readonly checked: boolean
  readonly onChange: () => void
}

const two = (figure: number): string => String(figure % 100).padStart(2, '0')

/** A card that the customer keeps, to pay with again. */
export const SavedCardTile = ({ saved: { payment_method_id: id, card }, ...radio }: SavedCardTileProps) => (
  <RadioTile {...radio} value={id} isRow>
    <CardBrandMark brand={card.brand} />
    <span className="min-w-0 tabular-nums">
      <span className="max-[400px]:sr-only">{brandName(card.brand)}</span>
      <span className="sr-only"> ending in </span>
      <span aria-hidden="true"> •••• </span>
      {card.last4}
    </span>
    <span className="ml-auto shrink-0 text-sm font-normal text-ink-soft tabular-nums">
      <span className="sr-only">, expires </span>
      {two(card.exp_month)}/{two(card.exp_year)}
    </span>
  </RadioTile>
)
