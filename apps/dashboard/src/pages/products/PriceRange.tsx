import type { Product } from '../../api/shapes.ts'
import { Money } from '../../parts/Money.tsx'

/** One price, or the lowest and the highest of the variants. */
export const PriceRange = ({ product: { price_range: range } }: { product: Product }) =>
  range.minimum_money.amount === range.maximum_money.amount ? (
    <Money money={range.minimum_money} isStrong />
  ) : (
    <span className="whitespace-nowrap">
      <Money money={range.minimum_money} isStrong hidesCode /> to{' '}
      <Money money={range.maximum_money} isStrong />
    </span>
  )
