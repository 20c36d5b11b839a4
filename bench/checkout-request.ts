import type { CreateOrderBody } from '../apps/server/src/orders/input-schemas.ts'
import type { PayBody } from '../apps/server/src/orders/pay-schemas.ts'

/** The checkout that is measured: an order of three lines, paid by card. The product and the floor share it. */
export const orderBody: CreateOrderBody = {
  line_items: [
    { name: 'Desk lamp', quantity: 1, unit_price_money: { amount: 4200, currency: 'USD' } },
    { name: 'Light bulb, warm white', quantity: 2, unit_price_money: { amount: 650, currency: 'USD' } },
    {
      name: 'Extension lead',
      sku: 'EL-3M',
      quantity: 1,
      unit_price_money: { amount: 1275, currency: 'USD' },
    },
  ],
  external_reference_id: 'cart-1842',
  metadata: { channel: 'web' },
}

export const payBody: PayBody = { action: 'pay', payment_source: { token: 'tok_visa' } }
