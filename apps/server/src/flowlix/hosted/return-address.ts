/**
 * Where a payer goes on: the shop's address with the payment and how it ended. What is in its query stays as it was written,
 * and the fragment stays last. Source: contract, flowlix 8.
 *
 * @param returnUrl An http or https address.
 * @param status    In the words of the form that made the payment.
 * @example returnAddress('https://shop.example/done?cart=7#thanks', 'pay_1', 'succeeded')
 *          // https://shop.example/done?cart=7&payment_id=pay_1&status=succeeded#thanks
 */
export const returnAddress = (returnUrl: string, paymentId: string, status: string): string => {
  const [, address = '', query, fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(returnUrl) ?? []
  const added = new URLSearchParams({ payment_id: paymentId, status }).toString()
  const before = query === undefined || query === '?' ? '?' : query.endsWith('&') ? query : `${query}&`
  return `${address}${before}${added}${fragment}`
}
