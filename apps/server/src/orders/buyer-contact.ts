import type { Static } from 'typebox'
import type { BuyerContactInput } from './input-schemas.ts'
import type { BuyerContact, Order } from './order.ts'

type Input = Static<typeof BuyerContactInput>

/** What is left out stays as it was, null takes it away. */
export const newContact = (before: BuyerContact | null, input: Input): BuyerContact => {
  const { email = before?.email, phone = before?.phone, billing_address: sent } = input
  const address = sent === undefined ? before?.billingAddress : sent
  return { email: email ?? null, phone: phone ?? null, ...(address ? { billingAddress: address } : {}) }
}

export const withContact = (order: Order, input: Input): Order =>
  Object.values(input).every((value) => value === undefined)
    ? order
    : { ...order, buyerContact: newContact(order.buyerContact, input) }

export const toBuyerContact = (contact: BuyerContact | null) => {
  if (!contact) return null
  const { email, phone, billingAddress } = contact
  return { email, phone, ...(billingAddress ? { billing_address: billingAddress } : {}) }
}
