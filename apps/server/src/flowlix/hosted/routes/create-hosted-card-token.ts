import { Type } from 'typebox'
import { checkoutErrors } from '../../../checkout-sessions/errors.ts'
import { paymentErrors } from '../../../payments/errors.ts'
import { Card } from '../../../payments/schemas.ts'
import { toCard } from '../../../payments/to-payment-intent.ts'
import { answer } from '../../../platform/http/answer.ts'
import { httpErrors } from '../../../platform/http/errors.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { Timestamp, id, named } from '../../../platform/http/schema.ts'
import { createHostedCardToken } from '../create-hosted-card-token.ts'
import { HostedCardBody, HostedPaymentParams } from '../schemas.ts'

export const createHostedCardTokenRoute = defineRoute({
  method: 'POST',
  path: '/v1/flowlix/hosted-payments/{payment_id}/card-tokens',
  operationId: 'createHostedCardToken',
  tag: 'Flowlix',
  summary: "Turn a card into a token for a hosted payment page's one payment",
  description:
    "For the page of a sandbox, whose card numbers mean what Flowlix's table of test cards says. In live mode the processor's form takes the card. Numbers are kept nowhere.",
  isExtension: true,
  callers: ['checkout'],
  // A repeated call makes another token: keeping an answer under a key would mean keeping a digest of the card.
  idempotency: 'none',
  takesCardDetails: true,
  params: HostedPaymentParams,
  body: HostedCardBody,
  status: 201,
  data: named(
    'HostedCardToken',
    Type.Object({ token: id('tok', 'The token'), card: Card, expires_at: Timestamp }),
  ),
  errors: [
    checkoutErrors.CHECKOUT_SESSION_NOT_FOUND,
    checkoutErrors.CHECKOUT_SESSION_NOT_OPEN,
    httpErrors.CHECKOUT_SESSION_SCOPE_MISMATCH,
    paymentErrors.TOKEN_CARD_INVALID,
    paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
  ],
  run: ({ ctx, params, body }) => createHostedCardToken(ctx, params.payment_id, body.card),
  show: ({ tokenId, card, expiresAt }) =>
    answer(201, { token: tokenId, card: toCard(card!), expires_at: expiresAt }),
})
