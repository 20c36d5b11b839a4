import { brandingOfSession } from '../checkout-sessions/session-branding.ts'
import type { Catalog } from '../orders/catalog-lines.ts'
import type { SellableItem } from '../products/index.ts'
import type { Context } from '../platform/context.ts'
import { isFull, isSoldOut, remainingOf, statusOf } from './availability.ts'
import type { ShownLink } from './create-link.ts'
import { maxLengthOf } from './custom-fields.ts'
import type { CustomField, LinkLine, PaymentLink } from './payment-link.ts'
import { newResolutionContext } from './resolution-context.ts'

/** The link in the contract's words, for its seller. */
export const toPaymentLink = (ctx: Context, shown: ShownLink) => {
  const { link, counts } = shown
  const { terms } = link
  return {
    ...toLinkDetails(ctx, shown),
    url: urlOf(ctx, link),
    merchant_id: ctx.merchantId,
    total_quantity_sold: counts.quantitySold,
    remaining_quantity: remainingOf(shown),
    is_sold_out: isSoldOut(shown) || isFull(shown),
    expiration: terms.expiration ?? null,
    redirects: terms.redirects ?? null,
    tax: terms.tax ?? null,
    tip: terms.tip ?? null,
    promotion_config: terms.promotion_config ?? null,
    customer_collection: terms.customer_collection ?? null,
    delivery_method_ids: [],
    inventory_routing_source: null,
    external_reference_id: link.externalReferenceId,
    metadata: link.metadata,
    created_at: link.createdAt,
    updated_at: link.updatedAt,
  }
}

/** What anybody may read who has the address. Source: contract, flint-commerce 9.4. */
export const toPublicLink = (ctx: Context, shown: ShownLink) => ({
  payment_link: toLinkDetails(ctx, shown),
  ...newResolutionContext(ctx, shown.link),
  resolved_line_items: shown.link.lines.map((line) => toResolved(line, shown.catalog)),
  is_sold_out: isSoldOut(shown) || isFull(shown),
  remaining_quantity: remainingOf(shown),
  ends_at: shown.link.terms.expiration?.expires_at ?? null,
  merchant_name: ctx.merchantName,
  merchant_logo: null,
  merchant_icon: null,
  subscription_preview: null,
  checkout_theme: brandingOfSession(ctx, { theme: shown.link.terms.theme ?? {} }),
})

/**
 * Live links have a page of their own, as live checkouts do. A copy of a sandbox has the same ids: the address of its
 * links says that they are the copy's.
 */
const urlOf = (ctx: Context, { paymentLinkId, isOriginal, environmentId }: PaymentLink): string => {
  const path = `${ctx.mode === 'live' ? 'live/' : ''}${paymentLinkId}`
  const copy = isOriginal ? '' : `?environment=${environmentId}`
  return `${ctx.config.publicUrl}/l/${path}${copy}`
}

/** What buyers may see of it; beside a checkout's id of it, for anybody. */
export const toLinkDetails = (ctx: Context, { link, counts, catalog }: ShownLink) => {
  const { terms } = link
  return {
    payment_link_id: link.paymentLinkId,
    name: terms.name,
    status: statusOf(link, ctx.now),
    version: link.version,
    payment_link_type: link.type,
    completed_count: counts.completed,
    max_completions: terms.max_completions ?? null,
    line_items: link.lines.map((line) => toLine(line, catalog)),
    custom_fields: link.customFields.map(toCustomField),
    custom_text: terms.custom_text ?? null,
    description: terms.description ?? null,
    image: terms.image ?? null,
    inactive_message: terms.inactive_message ?? null,
    donation_min_amount_money: terms.donation_min_amount_money ?? null,
    donation_max_amount_money: terms.donation_max_amount_money ?? null,
    donation_suggested_amount_money_options: terms.donation_suggested_amount_money_options ?? [],
    event_config: terms.event_config ?? null,
    legal: terms.legal ?? null,
    payments: terms.payments ?? null,
    subscription_plan_id: null,
    theme: terms.theme ?? null,
  }
}

const itemOf = (line: LinkLine, { variants, bundles }: Catalog): SellableItem | null =>
  variants.find((item) => line.variant_id !== undefined && item.variantId === line.variant_id) ??
  bundles.find((item) => line.bundle_id !== undefined && item.bundleId === line.bundle_id) ??
  null

const isOfCatalog = (line: LinkLine): boolean => line.variant_id !== undefined || line.bundle_id !== undefined

const resolvedOf = (line: LinkLine, catalog: Catalog) => {
  const item = itemOf(line, catalog)
  return {
    item,
    name: isOfCatalog(line) ? (item?.name ?? null) : line.name!,
    price: isOfCatalog(line)
      ? item && { amount: item.unitPrice, currency: item.currency }
      : line.unit_price_money!,
    isUnavailable: isOfCatalog(line) && !item?.isSellable,
  }
}

const toLine = (line: LinkLine, catalog: Catalog) => {
  const resolved = resolvedOf(line, catalog)
  return {
    payment_link_line_item_id: line.payment_link_line_item_id,
    key: line.key,
    name: line.name ?? null,
    unit_price_money: line.unit_price_money ?? null,
    variant_id: line.variant_id ?? null,
    bundle_id: line.bundle_id ?? null,
    quantity: line.quantity,
    description: line.description ?? null,
    tax: line.tax ?? null,
    allow_quantity_adjustment: line.allow_quantity_adjustment ?? false,
    min_quantity: line.min_quantity ?? null,
    max_quantity: line.max_quantity ?? null,
    allow_unit_price_adjustment: line.allow_unit_price_adjustment ?? false,
    min_unit_price_money: line.min_unit_price_money ?? null,
    max_unit_price_money: line.max_unit_price_money ?? null,
    suggested_unit_price_money_options: line.suggested_unit_price_money_options ?? [],
    is_catalog_item_unavailable: resolved.isUnavailable,
    resolved_name: resolved.name,
    resolved_unit_price_money: resolved.price,
  }
}

const toResolved = (line: LinkLine, catalog: Catalog) => {
  const { item, name, price, isUnavailable } = resolvedOf(line, catalog)
  return {
    payment_link_line_item_id: line.payment_link_line_item_id,
    key: line.key,
    name,
    description: item ? item.description : (line.description ?? null),
    image: item?.image ?? null,
    quantity: line.quantity,
    unit_price_money: price,
    is_catalog_item_unavailable: isUnavailable,
  }
}

const toCustomField = (field: CustomField) => ({
  key: field.key,
  label: field.label,
  custom_field_type: field.custom_field_type,
  required: field.required,
  options: field.options ?? [],
  max_length:
    field.custom_field_type === 'text' || field.custom_field_type === 'textarea' ? maxLengthOf(field) : null,
  placeholder: field.placeholder ?? null,
  position: field.position,
})
