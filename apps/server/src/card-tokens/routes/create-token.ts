import { Type } from 'typebox'
import { checkoutErrors } from '../../checkout-sessions/errors.ts'
import { paymentErrors } from '../../payments/errors.ts'
import { Card } from '../../payments/schemas.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { Timestamp, id, named } from '../../platform/http/schema.ts'
import { createToken } from '../create-token.ts'
import { CreateTokenBody } from '../input-schemas.ts'

export const createTokenRoute = defineRoute({
  method: 'POST',
  path: '/v1/tokens',
  operationId: 'createToken',
  tag: 'Card tokens',
  summary: 'Turn card details into a token for one payment',
  description:
    'For the hosted card form. The token is good for one payment within 15 minutes, in the checkout session that made it. Card details are kept nowhere.',
  callers: ['merchant', 'checkout'],
  scope: 'payments.payment_methods.write',
  // A repeated call makes another token: keeping an answer under a key would mean keeping a digest of the card.
  idempotency: 'none',
  isExtension: true,
  body: CreateTokenBody,
  status: 201,
  data: named(
    'CardToken',
    Type.Object({
      token: id('tok', 'The token'),
      card: Card,
      expires_at: Timestamp,
      is_single_use: Type.Boolean(),
    }),
  ),
  errors: [
    checkoutErrors.CHECKOUT_SESSION_NOT_OPEN,
    paymentErrors.TOKEN_CARD_INVALID,
    paymentErrors.TOKEN_TEST_CARD_REQUIRED,
    paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
  ],
  run: ({ ctx, body }) => createToken(ctx, body.card),
  show: ({ tokenId, card, expiresAt }) =>
    answer(201, {
      token: tokenId,
      card: { brand: card.brand, last4: card.last4, exp_month: card.expMonth, exp_year: card.expYear },
      expires_at: expiresAt,
      is_single_use: true,
    }),
})
