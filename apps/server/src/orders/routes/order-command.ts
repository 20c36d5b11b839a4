import type { Static, TSchema } from 'typebox'
import type { Context } from '../../platform/context.ts'
import { answer } from '../../platform/http/answer.ts'
import type { ErrorDefinition } from '../../platform/http/errors.ts'
import { type Route, type RouteCaller, defineRoute } from '../../platform/http/route.ts'
import { orderErrors } from '../errors.ts'
import { Order } from '../schemas.ts'
import { type OrderWithAttempt, toOrder } from '../to-order.ts'

type Command<P extends TSchema, B extends TSchema> = Pick<
  Route<P, TSchema, B>,
  'method' | 'path' | 'operationId' | 'summary' | 'description' | 'params' | 'body' | 'isBodyOptional'
> & {
  callers?: readonly RouteCaller[]
  /** Closing changes no price, and has words of its own for what is closed or being paid. */
  isClosing?: true
  errors?: readonly ErrorDefinition[]
  run: (ctx: Context, params: Static<P>, body: Static<B>) => Promise<OrderWithAttempt>
}

const priceChangeErrors = [
  orderErrors.ORDER_CLOSED,
  orderErrors.ORDER_PAYMENT_ATTEMPT_ACTIVE,
  orderErrors.ORDER_TOTAL_BELOW_NET_COLLECTED,
  orderErrors.AMOUNT_TOO_LARGE,
  orderErrors.TIP_LIMIT_EXCEEDED,
]

/** A change of an open order: every one answers with the whole order and can be refused for the same reasons. */
export const orderCommand = <P extends TSchema, B extends TSchema>({
  isClosing,
  ...command
}: Command<P, B>): Route =>
  defineRoute({
    tag: 'Orders',
    scope: 'commerce.orders.write',
    idempotency: 'optional',
    status: 200,
    data: Order,
    ...command,
    callers: command.callers ?? ['merchant'],
    errors: [orderErrors.ORDER_NOT_FOUND, ...(isClosing ? [] : priceChangeErrors), ...(command.errors ?? [])],
    run: ({ ctx, params, body }) => command.run(ctx, params as Static<P>, body as Static<B>),
    show: (changed: OrderWithAttempt, ctx) => answer(200, toOrder(ctx, changed)),
  }) as Route
