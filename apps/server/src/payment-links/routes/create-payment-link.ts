import { checkoutErrors } from '../../checkout-sessions/errors.ts'
import { orderErrors } from '../../orders/errors.ts'
import { paymentErrors } from '../../payments/errors.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { timeZoneErrors } from '../../platform/http/time-zone.ts'
import { bundleErrors } from '../../bundles/index.ts'
import { productErrors } from '../../products/index.ts'
import { createLink } from '../create-link.ts'
import { paymentLinkErrors } from '../errors.ts'
import { CreatePaymentLinkBody } from '../input-schemas.ts'
import { PaymentLink } from '../schemas.ts'
import { toPaymentLink } from '../to-payment-link.ts'

/** What the terms of a link can be refused for. */
export const termsErrors = [
  paymentLinkErrors.INVALID_PAYMENT_LINK_CUSTOM_FIELD_TYPE,
  paymentLinkErrors.TOO_MANY_CUSTOM_FIELDS,
  paymentLinkErrors.DUPLICATE_LINE_ITEM_KEY,
  paymentLinkErrors.DONATION_LINE_ITEMS_NOT_ALLOWED,
  paymentLinkErrors.DONATION_PLAN_NOT_ALLOWED,
  paymentLinkErrors.DONATION_PROMOTIONS_NOT_ALLOWED,
  paymentLinkErrors.DONATION_TAX_NOT_ALLOWED,
  paymentLinkErrors.DONATION_TIP_NOT_ALLOWED,
  paymentLinkErrors.INVALID_DONATION_AMOUNT,
  paymentLinkErrors.EVENT_LINE_ITEMS_REQUIRED,
  paymentLinkErrors.EVENT_PLAN_NOT_ALLOWED,
  paymentLinkErrors.INVALID_EVENT_AT,
  paymentLinkErrors.PAYMENT_LINK_FULFILLMENT_UNAVAILABLE,
  checkoutErrors.SUBSCRIPTION_PLAN_NOT_FOUND,
  orderErrors.MISSING_LINE_ITEMS,
  orderErrors.TOO_MANY_LINE_ITEMS,
  orderErrors.LINE_ITEM_NAME_REQUIRED,
  orderErrors.LINE_ITEM_NAME_TOO_LONG,
  orderErrors.LINE_ITEM_UNIT_PRICE_REQUIRED,
  orderErrors.LINE_ITEM_INVALID_QUANTITY,
  orderErrors.LINE_ITEM_SOURCE_CONFLICT,
  orderErrors.CATALOG_LINE_ITEM_FIELDS_READ_ONLY,
  productErrors.VARIANT_NOT_SELLABLE,
  bundleErrors.BUNDLE_NOT_SELLABLE,
  orderErrors.INVALID_TIP_PERCENT,
  paymentErrors.PAYMENT_OPTION_NOT_ALLOWED,
  paymentErrors.PAYMENT_OPTION_UNAVAILABLE,
  paymentErrors.PAYMENT_RETURN_URL_INVALID,
  timeZoneErrors.INVALID_TIMEZONE,
  httpErrors.UNSUPPORTED_CURRENCY,
  httpErrors.CURRENCY_MISMATCH,
  httpErrors.METADATA_TOO_MANY_KEYS,
  httpErrors.METADATA_TOO_LARGE,
  httpErrors.RESOURCE_NOT_FOUND,
]

export const createPaymentLinkRoute = defineRoute({
  method: 'POST',
  path: '/v1/payment-links',
  operationId: 'createPaymentLink',
  tag: 'Payment links',
  summary: 'Create a payment link',
  description:
    'A page that any number of buyers can pay on, each with an order of their own. Send its `url` to buyers, or print it. `standard` sells fixed or open amounts, `donation` takes what the buyer gives, `event` sells tickets.',
  callers: ['merchant'],
  scope: 'checkouts.payment_links.write',
  idempotency: 'optional',
  body: CreatePaymentLinkBody,
  status: 201,
  data: PaymentLink,
  errors: [paymentLinkErrors.INVALID_PAYMENT_LINK_TYPE, ...termsErrors],
  run: ({ ctx, body }) => createLink(ctx, body),
  show: (created, ctx) => answer(201, toPaymentLink(ctx, created)),
})
