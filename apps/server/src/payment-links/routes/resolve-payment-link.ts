import { bundleErrors } from '../../bundles/index.ts'
import { CreatedCheckoutSession } from '../../checkout-sessions/schemas.ts'
import { modifierErrors } from '../../modifiers/index.ts'
import { orderErrors } from '../../orders/errors.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { productErrors } from '../../products/index.ts'
import { environmentOfLink } from '../environment-of-link.ts'
import { paymentLinkErrors } from '../errors.ts'
import { ResolvePaymentLinkBody } from '../input-schemas.ts'
import { resolveLink } from '../resolve-link.ts'
import { toLaunch } from '../to-launch.ts'
import { LinkParams } from './get-payment-link.ts'
import { linkQuery } from './get-payment-link-public.ts'

export const resolvePaymentLinkRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment-links/{payment_link_id}/resolve',
  operationId: 'resolvePaymentLink',
  tag: 'Payment links',
  summary: "Turn a buyer's choice into a checkout",
  description:
    'Needs no key. Makes the order and its checkout session; send the buyer to `url`. A place on a limited link is taken when the payment begins, not here: whoever comes too late is not charged, and their attempt fails with payment_link_capacity_claim_failed.',
  callers: ['public'],
  environmentOf: environmentOfLink,
  idempotency: 'required',
  isSensitive: true,
  params: LinkParams,
  query: linkQuery,
  body: ResolvePaymentLinkBody,
  status: 201,
  data: CreatedCheckoutSession,
  errors: [
    paymentLinkErrors.PAYMENT_LINK_NOT_FOUND,
    paymentLinkErrors.PAYMENT_LINK_INACTIVE,
    paymentLinkErrors.PAYMENT_LINK_MAX_COMPLETIONS_REACHED,
    paymentLinkErrors.EVENT_SOLD_OUT,
    paymentLinkErrors.PAYMENT_LINK_CHANGED,
    paymentLinkErrors.PAYMENT_LINK_RESOLUTION_CONTEXT_REQUIRED,
    paymentLinkErrors.PAYMENT_LINK_RESOLUTION_CONTEXT_INVALID,
    paymentLinkErrors.PAYMENT_LINK_RESOLUTION_CONTEXT_REFRESH_REQUIRED,
    paymentLinkErrors.QUANTITY_BELOW_MIN,
    paymentLinkErrors.QUANTITY_ABOVE_MAX,
    paymentLinkErrors.QUANTITY_NOT_ADJUSTABLE,
    paymentLinkErrors.AMOUNT_BELOW_MIN,
    paymentLinkErrors.AMOUNT_ABOVE_MAX,
    paymentLinkErrors.AMOUNT_NOT_ADJUSTABLE,
    paymentLinkErrors.DONATION_AMOUNT_REQUIRED,
    paymentLinkErrors.REQUIRED_CUSTOM_FIELD_MISSING,
    paymentLinkErrors.UNKNOWN_CUSTOM_FIELD_KEY,
    paymentLinkErrors.INVALID_DROPDOWN_VALUE,
    orderErrors.MISSING_LINE_ITEMS,
    orderErrors.LINE_ITEM_INVALID_QUANTITY,
    productErrors.VARIANT_NOT_SELLABLE,
    bundleErrors.BUNDLE_NOT_SELLABLE,
    ...Object.values(modifierErrors),
    httpErrors.UNSUPPORTED_CURRENCY,
    httpErrors.CURRENCY_MISMATCH,
    httpErrors.METADATA_TOO_LARGE,
    httpErrors.RESOURCE_NOT_FOUND,
  ],
  run: ({ ctx, params, body }) => resolveLink(ctx, params.payment_link_id, body),
  show: (opened, ctx) => answer(201, toLaunch(ctx, opened)),
})
