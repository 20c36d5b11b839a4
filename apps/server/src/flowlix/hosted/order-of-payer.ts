import { refuseUnknown } from '../../checkout-sessions/close-session.ts'
import type { Context } from '../../platform/context.ts'

/** The order that the payer's credential is for. */
export const orderIdOf = ({ caller }: Context): string => {
  if (caller.kind !== 'checkout_session' || caller.orderId === null) throw refuseUnknown()
  return caller.orderId
}
