import { Type } from 'typebox'
import { checkoutErrors } from '../../checkout-sessions/errors.ts'
import { paymentErrors } from '../../payments/errors.ts'
import { BankAccount, Card } from '../../payments/schemas.ts'
import { toBankAccount, toCard } from '../../payments/to-payment-intent.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { Timestamp, id, named } from '../../platform/http/schema.ts'
import { createToken } from '../create-token.ts'
import { CreateTokenBody } from '../input-schemas.ts'

export const createTokenRoute = defineRoute({
  method: 'POST',
  path: '/v1/tokens',
  operationId: 'createToken',
  tag: 'Card tokens',
  summary: 'Turn the details of a card or a bank account into a token for one payment',
  description:
    'For the hosted card form, or your own in a sandbox. The token is good for one payment within 15 minutes, in the checkout session that made it. Numbers are kept nowhere.',
  callers: ['merchant', 'checkout'],
  scope: 'payments.payment_methods.write',
  // A repeated call makes another token: keeping an answer under a key would mean keeping a digest of the card.
  idempotency: 'none',
  takesCardDetails: true,
  isExtension: true,
  body: CreateTokenBody,
  status: 201,
  data: named(
    'CardToken',
    Type.Object({
      token: id('tok', 'The token'),
      card: Type.Optional(Card),
      bank_account: Type.Optional(BankAccount),
      expires_at: Timestamp,
      is_single_use: Type.Boolean(),
    }),
  ),
  errors: [
    checkoutErrors.CHECKOUT_SESSION_NOT_OPEN,
    paymentErrors.TOKEN_CARD_INVALID,
    paymentErrors.TOKEN_TEST_CARD_REQUIRED,
    paymentErrors.TOKEN_BANK_ACCOUNT_INVALID,
    paymentErrors.TOKEN_TEST_BANK_ACCOUNT_REQUIRED,
    httpErrors.EXACTLY_ONE_REQUIRED,
    paymentErrors.MERCHANT_ONBOARDING_REQUIRED,
  ],
  run: ({ ctx, body }) => createToken(ctx, body),
  show: ({ tokenId, card, bankAccount, expiresAt }) =>
    answer(201, {
      token: tokenId,
      ...(card ? { card: toCard(card) } : {}),
      ...(bankAccount ? { bank_account: toBankAccount(bankAccount) } : {}),
      expires_at: expiresAt,
      is_single_use: true,
    }),
})
