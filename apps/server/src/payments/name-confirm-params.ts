import type { Static } from 'typebox'
import { Refusal, refuse } from '../platform/http/errors.ts'
import { paymentErrors } from './errors.ts'
import type { ConfirmIntentBody } from './input-schemas.ts'

const ofSource: ReadonlySet<unknown> = new Set([
  paymentErrors.PAYMENT_SOURCE_REQUIRED,
  paymentErrors.PAYMENT_SOURCE_CONFLICT,
  paymentErrors.PAYMENT_SOURCE_UNAVAILABLE,
])

/**
 * The verbs that charge a payment name the fields of a leg, `payment_intents[0].token`; the confirm route has the
 * source at the top of its body. Whoever sent that must find the fields that were sent in the refusal.
 */
export const nameConfirmParams = (error: unknown, body: Static<typeof ConfirmIntentBody>): unknown => {
  if (!(error instanceof Refusal) || error.context.param === undefined) return error
  const { definition, context } = error
  const fields = context.extra?.['conflicting_fields'] as string[] | undefined
  return refuse(definition, {
    ...context,
    param: paramOf(error, body),
    ...(fields ? { extra: { ...context.extra, conflicting_fields: fields.map(ownName) } } : {}),
  })
}

const paramOf = ({ definition, context }: Refusal, body: Static<typeof ConfirmIntentBody>) => {
  if (definition === paymentErrors.PAYMENT_METHOD_NOT_FOUND) return 'payment_method_id'
  if (ofSource.has(definition))
    return body.confirmation_token !== undefined && body.payment_source_token === undefined
      ? 'confirmation_token'
      : 'payment_source_token'
  return context.param!.startsWith('payment_intents') ? 'payment_intent_id' : context.param
}

const ownName = (field: string) => (field === 'token' ? 'payment_source_token' : field)
