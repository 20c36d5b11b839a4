import type { Static } from 'typebox'
import { paymentMethodErrors } from '../payment-methods/index.ts'
import { Refusal, refuse } from '../platform/http/errors.ts'
import { paymentErrors } from './errors.ts'
import type { ConfirmIntentBody } from './input-schemas.ts'

type SourceFields = Partial<Static<typeof ConfirmIntentBody>>

const ofSource: ReadonlySet<unknown> = new Set([
  paymentErrors.PAYMENT_SOURCE_REQUIRED,
  paymentErrors.PAYMENT_SOURCE_CONFLICT,
  paymentErrors.PAYMENT_SOURCE_UNAVAILABLE,
  paymentErrors.PAYMENT_OPTION_NOT_ALLOWED,
])

const ofMethod: ReadonlySet<unknown> = new Set([
  paymentMethodErrors.PAYMENT_METHOD_NOT_FOUND,
  paymentMethodErrors.PAYMENT_METHOD_NOT_ACTIVE,
  paymentMethodErrors.PAYMENT_METHOD_CUSTOMER_MISMATCH,
])

/**
 * The verbs that charge a payment name the fields of a leg, `payment_intents[0].token`; the confirm route has the
 * source at the top of its body. Whoever sent that must find the fields that were sent in the refusal.
 */
export const nameConfirmParams = (error: unknown, body: SourceFields): unknown => {
  if (!(error instanceof Refusal) || error.context.param === undefined) return error
  const { definition, context } = error
  const fields = context.extra?.['conflicting_fields'] as string[] | undefined
  return refuse(definition, {
    ...context,
    param: paramOf(error, body),
    ...(fields ? { extra: { ...context.extra, conflicting_fields: fields.map(ownName) } } : {}),
  })
}

const paramOf = ({ definition, context }: Refusal, body: SourceFields) => {
  // The plan itself is at fault, not what it is paid with.
  if (context.param!.startsWith('payment_options')) return context.param
  if (ofMethod.has(definition)) return 'payment_method_id'
  if (ofSource.has(definition))
    return body.confirmation_token !== undefined && body.payment_source_token === undefined
      ? 'confirmation_token'
      : 'payment_source_token'
  return context.param!.startsWith('payment_intents') ? 'payment_intent_id' : context.param
}

const ownName = (field: string) => (field === 'token' ? 'payment_source_token' : field)
