import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { StoredSettings } from './fields.ts'

type TaxId = NonNullable<NonNullable<StoredSettings['tax_identity']>['tax_ids']>[number]

/**
 * Gives every tax id its own id: the one it had, named by that id or found again by what it says, else a new one. An id that
 * is sent must be one of those given out before.
 */
export const withTaxIds = (ctx: Context, before: StoredSettings, after: StoredSettings): StoredSettings => {
  const sent = after.tax_identity?.tax_ids
  const known = before.tax_identity?.tax_ids ?? []
  if (!sent || sent === known) return after
  const taken = new Set<string>()
  const tax_ids = sent.map((taxId, index): TaxId => {
    const param = `tax_identity.tax_ids[${index}]`
    const named = taxId.merchant_tax_id
    if (named !== undefined && !known.some((one) => one.merchant_tax_id === named))
      throw refuse(httpErrors.SERVER_GENERATED_ID, { param: `${param}.merchant_tax_id` })
    if (sent.findIndex((one) => keyOf(one) === keyOf(taxId)) < index)
      throw refuse(httpErrors.INVALID_REQUEST, { param, message: `"${param}" is in the list twice.` })
    const again = named ?? known.find((one) => keyOf(one) === keyOf(taxId))?.merchant_tax_id
    const id = again !== undefined && !taken.has(again) ? again : ctx.ids.newId('dti')
    taken.add(id)
    return { ...taxId, merchant_tax_id: id }
  })
  return { ...after, tax_identity: { ...after.tax_identity, tax_ids } }
}

const keyOf = ({ type, value, country }: TaxId): string => JSON.stringify([type, value, country ?? null])
