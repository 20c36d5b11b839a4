import type { PaymentIntent } from '../api/shapes.ts'
import { Dash } from './Money.tsx'

const brands: Readonly<Record<string, string>> = {
  amex: 'Amex',
  diners: 'Diners',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}

export const brandWords = (brand: string): string => brands[brand] ?? brand

/** What was paid with: "Visa •••• 4242". */
export const PaymentSource = ({ source }: { source: PaymentIntent['payment_source'] }) => {
  if (source?.card)
    return (
      <span className="whitespace-nowrap">
        {brandWords(source.card.brand)} <span aria-hidden="true">••••</span>
        <span className="sr-only">ending in</span> {source.card.last4}
      </span>
    )
  if (source?.ach_debit) return <span className="whitespace-nowrap">Bank •••• {source.ach_debit.last4}</span>
  return <Dash />
}
