import { hasCardNumber } from '../../platform/http/card-data.ts'
import type { FlowlixPayment } from '../flowlix-payment.ts'
import type { LastPayment, SeenPayments } from './measured.ts'

const hasSucceeded = ({ status }: FlowlixPayment): boolean => status === 'succeeded' || status === 'refunded'

/** What the last payments tell, newest first. */
export const seenPayments = (payments: readonly FlowlixPayment[]): SeenPayments => {
  const succeeded = payments.filter(hasSucceeded)
  const hostedSucceeded = succeeded.find(({ isHosted }) => isHosted)
  const declined = payments.filter(({ declineCode }) => declineCode !== null)
  return {
    direct: payments.filter(({ isHosted }) => !isHosted).length,
    hosted: payments.filter(({ isHosted }) => isHosted).length,
    lastSucceeded: lastOf(succeeded),
    lastRefunded: lastOf(payments.filter(({ status, refunded }) => status === 'refunded' || refunded > 0)),
    declineCodes: [...new Set(declined.map(({ declineCode }) => declineCode!))].toSorted(),
    hasPaidAfterDecline: declined.some((failed) =>
      succeeded.some((paid) => paid.createdAt > failed.createdAt && isSameBuyer(paid, failed)),
    ),
    hostedSucceededId: hostedSucceeded?.paymentId ?? null,
    hostedSucceededAt: hostedSucceeded?.enteredAt.succeeded ?? null,
    withCardNumber: payments.filter((payment) => hasCardNumber(textOf(payment))).length,
  }
}

const lastOf = ([last]: readonly FlowlixPayment[]): LastPayment | null =>
  last ? { paymentId: last.paymentId, amount: last.amount, currency: last.currency } : null

const isSameBuyer = (one: FlowlixPayment, other: FlowlixPayment): boolean =>
  (one.payer?.email != null && one.payer.email === other.payer?.email) ||
  (one.merchantReference !== null && one.merchantReference === other.merchantReference)

const textOf = ({ description, merchantReference, metadata }: FlowlixPayment): string =>
  [description, merchantReference, ...Object.values(metadata)].join('\n')
