import { createFlowlixPaymentRoute } from '../apps/server/src/flowlix/routes/create-flowlix-payment.ts'
import type { FlowlixCall } from '../apps/server/src/flowlix/face/flowlix-route.ts'
import type { Services } from '../apps/server/src/platform/context.ts'
import { flowlixPaymentBody } from './flowlix-payment-request.ts'
import type { BenchMerchant } from './merchants.ts'
import {
  type Places,
  type RecordedStatement,
  idempotentCall,
  recorded,
  recordedMark,
  recorder,
  recordingContext,
} from './recorded-checkout.ts'

/** What a direct Flowlix payment of the first form says to the database, without the number of its order. */
export const recordFlowlixPayment = async (
  services: Services,
  merchant: BenchMerchant,
): Promise<RecordedStatement[]> => {
  const base = recordingContext(services, merchant)
  const { db, alone, transaction } = recorder(services.db)
  const ctx = { ...base, db }
  const call: FlowlixCall = { ctx, profile: 'a', params: {}, query: {}, body: flowlixPaymentBody }
  const { run, show } = createFlowlixPaymentRoute
  ctx.idempotency = idempotentCall(ctx, 'flowlix bench', (result) => show(result, call))
  const { order } = await run(call)
  if (transaction.flat().length > 0) throw new Error('A direct payment is no longer one statement.')
  const places: Places = {
    mark: recordedMark,
    instant: ctx.now,
    orderNumber: order.orderNumber,
    paymentMark: order.flowlix!.paymentId.slice('pay_'.length),
  }
  return alone
    .filter(({ name }) => name !== 'take_order_numbers')
    .map((statement) => recorded(statement, places))
}
