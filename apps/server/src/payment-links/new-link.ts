import { type Catalog, catalogLoads, emptyCatalog } from '../orders/catalog-lines.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { checkMetadata, mergeMetadata } from '../platform/http/metadata.ts'
import { checkPayments, checkTerms } from './check-terms.ts'
import { checkPairs, newCustomFields } from './custom-fields.ts'
import type {
  CreatePaymentLinkBody,
  LinkLineInput,
  LinkTerms,
  UpdatePaymentLinkBody,
} from './input-schemas.ts'
import { currencyOfLink, newLines } from './new-lines.ts'
import type { PaymentLink } from './payment-link.ts'

/** What of the catalogue these lines name. */
export const loadCatalog = async (ctx: Context, lines: readonly LinkLineInput[]): Promise<Catalog> => {
  const { variants, bundles } = catalogLoads(ctx, lines)
  const run = async <T>(statement: Statement<T> | undefined, none: T) =>
    statement ? ctx.db.run(statement) : none
  const [foundVariants, foundBundles] = await Promise.all([run(variants, []), run(bundles, [])])
  return { ...emptyCatalog, variants: foundVariants, bundles: foundBundles }
}

/** A link from a request's body. Throws the refusal that names the field at fault. */
export const newLink = (ctx: Context, input: CreatePaymentLinkBody, catalog: Catalog): PaymentLink => {
  const {
    payment_link_type: type = 'standard',
    subscription_plan_id,
    plan_id,
    external_reference_id,
    metadata,
    ...terms
  } = input
  checkTerms(ctx, type, terms, { subscription_plan_id, plan_id })
  const rest = {
    environmentId: ctx.environmentId,
    paymentLinkId: ctx.ids.newId('pl'),
    type,
    status: 'active' as const,
    metadata: checkMetadata(metadata ?? {}),
    externalReferenceId: external_reference_id ?? null,
    isOriginal: true,
    version: 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
  return withTerms(ctx, terms, rest, goodsOf(ctx, terms, catalog))
}

/** The link after a change, one version up. Lists and objects are replaced, null takes a setting away. */
export const changedLink = (
  ctx: Context,
  before: PaymentLink,
  input: UpdatePaymentLinkBody,
  catalog: Catalog,
): PaymentLink => {
  const {
    status = before.status,
    subscription_plan_id,
    plan_id,
    external_reference_id: reference = before.externalReferenceId,
    metadata,
    expected_version: _expected,
    ...changes
  } = input
  const terms = merged(termsOf(before), changes)
  checkTerms(ctx, before.type, terms, { subscription_plan_id, plan_id })
  const rest = {
    ...before,
    status,
    metadata: mergeMetadata(before.metadata, metadata),
    externalReferenceId: reference,
    version: before.version + 1,
    updatedAt: ctx.now,
  }
  return withTerms(ctx, terms, rest, goodsOf(ctx, terms, catalog, before, changes))
}

/** What of a link is written anew from its terms. */
type Written = 'terms' | 'lines' | 'customFields' | 'currency'

const withTerms = (
  ctx: Context,
  terms: LinkTerms,
  rest: Omit<PaymentLink, Written>,
  goods: Pick<PaymentLink, 'lines' | 'currency'>,
): PaymentLink => {
  const { line_items: _, custom_fields = [], ...own } = withInstants(terms)
  checkPayments(terms, goods.currency)
  const customFields = newCustomFields(custom_fields)
  checkPairs(rest.metadata, customFields)
  return { ...rest, ...goods, terms: own, customFields }
}

/** Times are kept as they sort. */
const withInstants = (terms: LinkTerms): LinkTerms => {
  const { expiration, event_config: event } = terms
  return {
    ...terms,
    ...(expiration?.expires_at
      ? { expiration: { ...expiration, expires_at: instantOf(expiration.expires_at) } }
      : {}),
    ...(event ? { event_config: { ...event, event_at: instantOf(event.event_at) } } : {}),
  }
}

const instantOf = (text: string) => new Date(text).toISOString()

/** What is sold, and in which currency. Lines that a change leaves alone stay, whatever became of the catalogue. */
const goodsOf = (
  ctx: Context,
  terms: LinkTerms,
  catalog: Catalog,
  before?: PaymentLink,
  changed: Pick<LinkTerms, 'line_items'> = terms,
): Pick<PaymentLink, 'lines' | 'currency'> => {
  if (before && before.type !== 'donation' && changed.line_items === undefined)
    return { lines: before.lines, currency: before.currency }
  const inputs = terms.line_items ?? []
  return {
    lines: newLines(ctx, inputs, catalog, before?.lines),
    currency: currencyOfLink(terms, inputs, catalog),
  }
}

/** As they were sent, so that a change of one thing is checked together with all that stays. */
export const termsOf = ({ terms, lines, customFields }: PaymentLink): LinkTerms => ({
  ...terms,
  line_items: lines.map(({ payment_link_line_item_id: _, ...line }) => line),
  custom_fields: customFields,
})

const merged = (before: LinkTerms, changes: Record<string, unknown>): LinkTerms =>
  Object.fromEntries(
    Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null && value !== undefined),
  ) as LinkTerms
