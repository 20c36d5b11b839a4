import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { paymentLinkErrors } from '../errors.ts'
import { UpdatePaymentLinkBody } from '../input-schemas.ts'
import { PaymentLink } from '../schemas.ts'
import { toPaymentLink } from '../to-payment-link.ts'
import { updateLink } from '../update-link.ts'
import { termsErrors } from './create-payment-link.ts'
import { LinkParams } from './get-payment-link.ts'

export const updatePaymentLinkRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/payment-links/{payment_link_id}',
  operationId: 'updatePaymentLink',
  tag: 'Payment links',
  summary: 'Change a payment link',
  description:
    'Lists and objects are replaced as a whole. Buyers who are choosing just now are asked to look again; checkouts that are open keep what they were opened with. `status` switches the link on and off.',
  callers: ['merchant'],
  scope: 'checkouts.payment_links.write',
  idempotency: 'optional',
  params: LinkParams,
  body: UpdatePaymentLinkBody,
  status: 200,
  data: PaymentLink,
  errors: [
    paymentLinkErrors.PAYMENT_LINK_NOT_FOUND,
    versionErrors.VERSION_CONFLICT,
    versionErrors.INVALID_EXPECTED_VERSION,
    httpErrors.NO_FIELDS_TO_UPDATE,
    ...termsErrors,
  ],
  run: ({ ctx, params, body }) => updateLink(ctx, params.payment_link_id, body),
  show: (changed, ctx) => answer(200, toPaymentLink(ctx, changed)),
})
