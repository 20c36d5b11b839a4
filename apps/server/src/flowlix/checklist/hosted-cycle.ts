import type { World } from './measured.ts'

/** Whether the merchant's program has asked for the payment after the buyer had paid on its page. */
export const isReadBack = ({ calls, payments }: World, paymentId: string): boolean =>
  calls.some(
    ({ method, path, status, at }) =>
      method === 'GET' &&
      status === 200 &&
      path === `/v1/payments/${paymentId}` &&
      at >= (payments.hostedSucceededAt ?? ''),
  )
