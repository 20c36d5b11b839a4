import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import {
  deleteAddress,
  findAddress,
  findNewestAddress,
  insertAddress,
  saveAddress,
} from './address-queries.ts'
import { type Customer, type CustomerAddress, changed } from './customer.ts'
import { withDefault, withDefaultsOf } from './default-addresses.ts'
import { customerUpdated } from './events.ts'
import { newPostalAddress } from './new-customer.ts'
import { lockCustomer, saveCustomer } from './queries.ts'
import type { CreateCustomerAddressBody, DefaultRole, UpdateCustomerAddressBody } from './schemas.ts'
import { refuseUnknownCustomer } from './update-customer.ts'

/** An address, and the customer that says whether it is a default. */
export type AddressOfCustomer = { customer: Customer; saved: CustomerAddress }

/** The first address of a customer becomes both defaults. Source: contract, flint-commerce 13. */
export const createCustomerAddress = (
  ctx: Context,
  customerId: string,
  input: CreateCustomerAddressBody,
): Promise<AddressOfCustomer> =>
  transact(
    ctx,
    { customer: lockCustomer(ctx, customerId), other: findNewestAddress(ctx, customerId) },
    ({ customer, other }) => {
      if (!customer) throw refuseUnknownCustomer()
      const saved: CustomerAddress = {
        environmentId: ctx.environmentId,
        customerId,
        addressId: ctx.ids.newId('caddr'),
        recipientName: input.recipient_name,
        address: newPostalAddress(input.address),
        phone: input.phone ?? null,
        label: input.label ?? null,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      }
      return savedWith(ctx, customer, saved, other ? {} : withDefault('both', saved), [insertAddress(saved)])
    },
  )

export const updateCustomerAddress = async (
  ctx: Context,
  customerId: string,
  addressId: string,
  input: UpdateCustomerAddressBody,
): Promise<AddressOfCustomer> => {
  if (Object.keys(input).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return changeAddress(ctx, customerId, addressId, ({ customer, saved: before }) => {
    const saved: CustomerAddress = {
      ...before,
      recipientName: input.recipient_name ?? before.recipientName,
      address: input.address ? newPostalAddress(input.address) : before.address,
      phone: input.phone === undefined ? before.phone : input.phone,
      label: input.label === undefined ? before.label : input.label,
      updatedAt: ctx.now,
    }
    return savedWith(ctx, customer, saved, withDefaultsOf(customer, addressId, saved), [saveAddress(saved)])
  })
}

export const setDefaultCustomerAddress = (
  ctx: Context,
  customerId: string,
  addressId: string,
  role: DefaultRole,
): Promise<AddressOfCustomer> =>
  changeAddress(ctx, customerId, addressId, ({ customer, saved }) =>
    savedWith(ctx, customer, saved, withDefault(role, saved), []),
  )

/** The newest of those that remain takes the roles of the one that goes. Source: contract, flint-commerce 13. */
export const deleteCustomerAddress = (
  ctx: Context,
  customerId: string,
  addressId: string,
): Promise<AddressOfCustomer> =>
  changeAddress(ctx, customerId, addressId, ({ customer, saved, other }) =>
    savedWith(ctx, customer, saved, withDefaultsOf(customer, addressId, other), [deleteAddress(saved)]),
  )

const changeAddress = (
  ctx: Context,
  customerId: string,
  addressId: string,
  decide: (found: AddressOfCustomer & { other: CustomerAddress | null }) => ReturnType<typeof savedWith>,
): Promise<AddressOfCustomer> =>
  transact(
    ctx,
    {
      customer: lockCustomer(ctx, customerId),
      saved: findAddress(ctx, customerId, addressId),
      other: findNewestAddress(ctx, customerId, addressId),
    },
    ({ customer, saved, other }) => {
      if (!customer) throw refuseUnknownCustomer()
      if (!saved) throw refuseUnknownAddress()
      return decide({ customer, saved, other })
    },
  )

/** A customer's addresses are part of the customer: each change counts and is announced. */
const savedWith = (
  ctx: Context,
  before: Customer,
  saved: CustomerAddress,
  defaults: Partial<Customer>,
  writes: Statement<void>[],
) => {
  const customer = changed(before, ctx.now, defaults)
  return {
    result: { customer, saved },
    writes: [...writes, saveCustomer(customer), ...recordEvents(ctx, [customerUpdated(customer)])],
    wake: ['events' as const],
  }
}

/** The contract's list of codes has none of its own for an unknown address. */
export const refuseUnknownAddress = () =>
  refuse(httpErrors.RESOURCE_NOT_FOUND, {
    param: 'customer_address_id',
    message: 'The customer has no address with this id.',
  })
