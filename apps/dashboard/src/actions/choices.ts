import type { Choice } from '../parts/Field.tsx'
import { wordsOf } from '../parts/status-tones.ts'

export const choicesOf = (values: readonly string[]): Choice[] =>
  values.map((value) => ({ value, words: wordsOf(value) }))

/** The API's words. Source: contract, flint-commerce 6.3 and 10.3. */
export const cancellationReasons = choicesOf([
  'requested_by_customer',
  'duplicate',
  'fraudulent',
  'abandoned',
])
export const refundReasons: Choice[] = [
  { value: '', words: 'No reason' },
  ...choicesOf([
    'requested_by_customer',
    'duplicate',
    'fraudulent',
    'defective_product',
    'wrong_item_shipped',
    'never_received',
    'not_as_described',
    'arrived_too_late',
    'customer_changed_mind',
    'better_price_found',
    'accidental_order',
    'other',
  ]),
]
