import { newOrder } from '../orders/new-order.ts'
import type { Order } from '../orders/order.ts'
import type { Context } from '../platform/context.ts'
import type { Ids } from '../platform/ids/ids.ts'
import { checkMetadata } from './check-metadata.ts'
import { currencyOf } from './currencies.ts'
import { refuseFlowlix } from './face/errors.ts'
import type { FlowlixPayment, Payer, Profile } from './flowlix-payment.ts'
import type { PaymentInput } from './input-schemas.ts'
import { payerOf } from './payer.ts'

export type NewPayment = {
  profile: Profile
  isHosted: boolean
  body: PaymentInput
  returnUrl: string | null
  callbackUrl?: string | null
}

/**
 * A payment that nobody has asked a processor for, and the order that stands for it: one line, nothing added and nothing
 * taken off. Neither is stored; the order has no number yet. Source: contract, flowlix 17.1 and 17.3.
 */
export const newFlowlixPayment = (
  ctx: Context,
  made: NewPayment,
): { payment: FlowlixPayment; order: Order } => {
  const { profile, isHosted, body, returnUrl } = made
  const currency = currencyOf(profile, body.currency, ctx.config)
  const payer = payerOf(body)
  expectGoodAddress(ctx, returnUrl, profile === 'c' || !isHosted ? 'return_url' : 'redirect_url')
  const description = body.description || null
  const input = {
    line_items: [{ name: lineName(description), unit_price_money: { amount: body.amount, currency } }],
    tax: { enabled: false },
  }
  const order: Order = {
    ...newOrder(ctx, 0, input, 'flowlix'),
    externalReferenceId: body.merchant_reference || null,
    internalNote: description,
    buyerContact: payer && contactOf(payer),
    metadata: withoutReserved(checkMetadata(body.metadata)),
    flowlix: { paymentId: newPaymentId(ctx.ids), profile, isHosted },
  }
  return { payment: paymentFor(ctx, made, order), order }
}

/** The same payment again, from what was sent and the order that was made of it. */
export const paymentFor = (
  ctx: Context,
  { profile, isHosted, body, returnUrl, callbackUrl = null }: NewPayment,
  order: Order,
): FlowlixPayment => {
  const status = isHosted ? ('open' as const) : ('pending' as const)
  return {
    environmentId: ctx.environmentId,
    paymentId: order.flowlix!.paymentId,
    profile,
    isHosted,
    orderId: order.orderId,
    paymentIntentId: null,
    checkoutSessionId: null,
    amount: body.amount,
    currency: order.currency,
    status,
    description: body.description ?? null,
    payer: payerOf(body),
    card: null,
    metadata: checkMetadata(body.metadata),
    merchantReference: body.merchant_reference ?? null,
    returnUrl,
    actionUrl: null,
    callbackUrl,
    declineCode: null,
    declineMessage: null,
    refunded: 0,
    enteredAt: { [status]: order.createdAt },
    createdAt: order.createdAt,
    updatedAt: order.createdAt,
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const idLength = 24
/** Bytes from here on would make some letters likelier than others. */
const fairBytes = 256 - (256 % alphabet.length)

/** `pay_` and 24 letters and digits, in every form. Source: contract, flowlix 4.5. */
export const newPaymentId = (ids: Pick<Ids, 'randomBytes'>): string => {
  let id = ''
  while (id.length < idLength)
    for (const byte of ids.randomBytes(idLength))
      if (byte < fairBytes && id.length < idLength) id += alphabet[byte % alphabet.length]
  return `pay_${id}`
}

const longestName = 255
const lineName = (description: string | null): string =>
  description?.trim().slice(0, longestName) || 'Payment'

/** Keys that are the other API's own cannot be on its order. */
const withoutReserved = (metadata: Record<string, string>) =>
  Object.fromEntries(Object.entries(metadata).filter(([key]) => !key.startsWith('flint_')))

const contactOf = (payer: Payer): Order['buyerContact'] => {
  const name = [payer.firstName, payer.lastName].filter(Boolean).join(' ')
  const address = {
    ...(name ? { name } : {}),
    ...(payer.line1 ? { line1: payer.line1 } : {}),
    ...(payer.line2 ? { line2: payer.line2 } : {}),
    ...(payer.city ? { city: payer.city } : {}),
    ...(payer.state ? { state: payer.state } : {}),
    ...(payer.postalCode ? { postal_code: payer.postalCode } : {}),
    ...(payer.country ? { country: payer.country } : {}),
  }
  const hasAddress = Object.keys(address).length > 0
  return { email: payer.email, phone: payer.phone, ...(hasAddress ? { billingAddress: address } : {}) }
}

/** In live mode nobody is sent over a line that others can read. */
const expectGoodAddress = (ctx: Context, address: string | null, param: string) => {
  if (address === null) return
  const url = URL.parse(address)
  if (url && (url.protocol === 'https:' || (ctx.mode === 'test' && url.protocol === 'http:'))) return
  throw refuseFlowlix('parameter_invalid', { param, message: `"${param}" must be an https address.` })
}
