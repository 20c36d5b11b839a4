import { isCurrency } from '@flint/money'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { checkMetadata } from '../platform/http/metadata.ts'
import { modifierErrors } from './errors.ts'
import type { Modifier } from './modifier.ts'
import type { ModifierInput } from './schemas.ts'

/**
 * The modifiers of a group as the caller lists them, over those it has: an entry with an id keeps what it leaves out, one
 * without is new, and what is not listed is gone.
 */
export const writtenModifiers = (
  ctx: Context,
  before: readonly Modifier[],
  inputs: readonly ModifierInput[],
): Modifier[] => {
  const known = new Map(before.map((modifier) => [modifier.modifierId, modifier]))
  const written = inputs.map((input, index) => {
    const param = `modifiers[${index}]`
    if (input.modifier_id === undefined) return writtenModifier(newModifier(ctx, input, param), input, param)
    const modifier = known.get(input.modifier_id)
    if (!modifier)
      throw refuse(modifierErrors.INVALID_MODIFIER, {
        param: `${param}.modifier_id`,
        message: 'The group has no modifier with this id, or it is listed twice.',
      })
    known.delete(input.modifier_id)
    return writtenModifier(modifier, input, param)
  })
  return inPlace(written, inputs)
}

const newModifier = (ctx: Context, { name }: ModifierInput, param: string): Modifier => {
  if (name === undefined)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param: `${param}.name`,
      message: `"${param}.name" is required.`,
    })
  return {
    modifierId: ctx.ids.newId('mod'),
    name,
    priceDelta: null,
    status: 'active',
    sku: null,
    position: 0,
    showOnReceipt: true,
    showOnFulfillment: true,
    metadata: {},
  }
}

const writtenModifier = (before: Modifier, input: ModifierInput, param: string): Modifier => {
  const { price_delta_money: delta } = input
  if (delta && !isCurrency(delta.currency))
    throw refuse(httpErrors.UNSUPPORTED_CURRENCY, { param: `${param}.price_delta_money.currency` })
  return {
    ...before,
    name: input.name?.trim() ?? before.name,
    priceDelta: delta === undefined ? before.priceDelta : delta,
    status: input.status ?? before.status,
    sku: input.sku === undefined ? before.sku : input.sku,
    showOnReceipt: input.show_on_receipt ?? before.showOnReceipt,
    showOnFulfillment: input.show_on_fulfillment ?? before.showOnFulfillment,
    metadata: input.metadata ? checkMetadata(input.metadata) : before.metadata,
  }
}

/** Positions sort; then they count from zero without a gap. */
const inPlace = (modifiers: readonly Modifier[], inputs: readonly ModifierInput[]): Modifier[] =>
  modifiers
    .map((modifier, index) => ({ modifier, place: inputs[index]!.position ?? index }))
    .sort((one, other) => one.place - other.place)
    .map(({ modifier }, position) => ({ ...modifier, position }))

/** The one currency of these modifiers' prices, or null. Throws when there are two. */
export const currencyOfModifiers = (modifiers: readonly Modifier[]): string | null => {
  let currency: string | null = null
  for (const [index, { priceDelta }] of modifiers.entries()) {
    if (!priceDelta) continue
    if (currency !== null && priceDelta.currency !== currency)
      throw refuse(modifierErrors.MODIFIER_CURRENCY_MISMATCH, {
        param: `modifiers[${index}].price_delta_money.currency`,
        message: `The modifiers of a group share one currency; this one has ${currency}.`,
      })
    currency = priceDelta.currency
  }
  return currency
}
