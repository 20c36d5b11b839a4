import { paymentErrors } from '../payments/errors.ts'
import { refuse } from '../platform/http/errors.ts'
import type { PayBody } from './pay-schemas.ts'

const starting = ['pay', 'confirm_payment_intents'] as const

/** The actions that a field goes with. Source: contract, flint-commerce 5.2. */
const actionsOf: Record<Exclude<keyof PayBody, 'action'>, readonly PayBody['action'][]> = {
  payment_source: ['pay'],
  expected_outstanding_money: starting,
  payment_intents: ['confirm_payment_intents'],
  completion_behavior: ['confirm_payment_intents'],
  order_payment_attempt_id: ['resume'],
  payment_attempt_id: ['resume'],
  setup_payment_source: ['setup'],
  save_payment_method: starting,
  save_payment_method_usage: starting,
  save_payment_method_phone: starting,
  buyer_contact: [...starting, 'setup'],
  buyer_email: [...starting, 'setup'],
  buyer_phone: [...starting, 'setup'],
  terms_of_service_accepted: starting,
}

/** The action chooses the shape: a field of another action would be ignored, and nobody sends one for that. */
export const expectShape = (body: PayBody): void => {
  const foreign = Object.entries(actionsOf).find(
    ([field, actions]) => body[field as keyof PayBody] !== undefined && !actions.includes(body.action),
  )
  if (foreign)
    throw refuse(paymentErrors.PAYMENT_START_SHAPE_CONFLICT, {
      param: foreign[0],
      message: `"${foreign[0]}" does not go with the action ${body.action}.`,
      extra: { conflicting_fields: ['action', foreign[0]] },
    })
}
