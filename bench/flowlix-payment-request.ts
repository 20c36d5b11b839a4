import type { DirectPaymentInput } from '../apps/server/src/flowlix/input-schemas.ts'

/** The direct payment that is measured: what an order and its payment are in two calls of Flint's, in one of Flowlix's. */
export const flowlixPaymentBody: DirectPaymentInput = {
  amount: 6775,
  currency: 'usd',
  card: { number: '4242424242424242', exp_month: 12, exp_year: 2040, cvc: '123', holder_name: 'Test Buyer' },
  customer: {
    email: 'buyer@example.com',
    first_name: 'Test',
    last_name: 'Buyer',
    country: 'DE',
    phone: '+4930123456',
    address: 'Main Street 1',
    city: 'Berlin',
    zip: '10115',
  },
  description: 'Cart 1842',
  metadata: { channel: 'web' },
}
