import { customerUpdated, saveDefaultPaymentMethod, withDefaultPaymentMethod } from '../customers/index.ts'
import type { Context } from '../platform/context.ts'
import { recordEvents } from '../platform/events/events.ts'
import { dropTimers } from '../platform/jobs/timers.ts'
import { changePaymentMethod } from './change-payment-method.ts'
import { methodRemoved } from './events.ts'
import { methodTimers } from './keep-card.ts'
import { type PaymentMethod, revised } from './payment-method.ts'
import { savePaymentMethods } from './queries.ts'

/** Takes a card out of use for good; it stays readable. Removing it again changes nothing. Source: contract, flint-commerce 7.2. */
export const removePaymentMethod = (ctx: Context, paymentMethodId: string): Promise<PaymentMethod> =>
  changePaymentMethod(ctx, paymentMethodId, (method, customer) => {
    if (method.status === 'removed') return { result: method, writes: [] }
    const removed = revised(method, ctx.now, { status: 'removed' })
    const wasDefaultOf = customer?.defaultPaymentMethodId === paymentMethodId ? customer : null
    const events = [methodRemoved(removed)]
    if (wasDefaultOf) events.push(customerUpdated(withDefaultPaymentMethod(ctx, wasDefaultOf, null)))
    return {
      result: removed,
      writes: [
        savePaymentMethods([removed]),
        dropTimers(
          ctx,
          Object.values(methodTimers).map((kind) => ({ kind, subjectId: paymentMethodId })),
        ),
        ...(wasDefaultOf ? [saveDefaultPaymentMethod(ctx, wasDefaultOf.customerId, null)] : []),
        ...recordEvents(ctx, events),
      ],
      wake: ['events'],
    }
  })
