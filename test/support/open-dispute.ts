import { openDispute } from '../../apps/server/src/disputes/open-dispute.ts'
import { environments } from '../../apps/server/src/platform/auth/environments.ts'
import { type Services, systemContext } from '../../apps/server/src/platform/context.ts'

/** Lets the bank speak up at once about a payment with a dispute test card, without waiting for the worker. */
export const disputeNow = async (services: Services, paymentIntentId: string): Promise<string> => {
  const { rows } = await services.db.query(
    'SELECT environment_id FROM payment_intents WHERE payment_intent_id = $1',
    [paymentIntentId],
  )
  const environment = await environments(services).find(rows[0].environment_id)
  await openDispute(systemContext(services, environment!), paymentIntentId)
  const disputes = await services.db.query('SELECT dispute_id FROM disputes WHERE payment_intent_id = $1', [
    paymentIntentId,
  ])
  return disputes.rows[0].dispute_id
}
