import type { Origin, PaymentIntent } from '../payments/payment.ts'
import type { Context } from '../platform/context.ts'

/**
 * Where a buyer goes who has answered their bank, for payments whose return address is not simply what was sent with them.
 * It may go on with the payment first, so that the address can say how it ended.
 */
export type ReturnAddress = (ctx: Context, intent: PaymentIntent & { returnUrl: string }) => Promise<string>

const addresses: Partial<Record<Origin, ReturnAddress>> = {}

export const onReturn = (origin: Origin, address: ReturnAddress) => {
  addresses[origin] = address
}

export const returnAddressOf = async (ctx: Context, intent: PaymentIntent): Promise<string | null> => {
  const { returnUrl } = intent
  if (returnUrl === null) return null
  return addresses[intent.origin]?.(ctx, { ...intent, returnUrl }) ?? returnUrl
}
