import { Type, type Static } from 'typebox'
import { body, named, oneOf } from '../platform/http/schema.ts'

/** Only the shapes: what else is wrong with a card or an account is said by its reader, which never repeats a value. */

const CardInput = body({
  number: Type.String({
    minLength: 1,
    maxLength: 64,
    'x-flint-error': 'TOKEN_CARD_INVALID',
    description: 'Digits; spaces and dashes are taken out.',
  }),
  exp_month: Type.Integer({ minimum: 1, maximum: 12, 'x-flint-error': 'TOKEN_CARD_INVALID' }),
  exp_year: Type.Integer({
    minimum: 2000,
    maximum: 9999,
    'x-flint-error': 'TOKEN_CARD_INVALID',
    description: 'Four digits.',
  }),
  cvc: Type.String({
    pattern: '^\\d{3,4}$',
    'x-flint-error': 'TOKEN_CARD_INVALID',
    description: 'Checked for its length; kept nowhere.',
  }),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 255, description: 'Kept nowhere.' })),
  postal_code: Type.Optional(Type.String({ minLength: 1, maxLength: 20, description: 'Kept nowhere.' })),
})
export type CardInput = Static<typeof CardInput>

const BankAccountInput = body({
  routing_number: Type.String({
    minLength: 1,
    maxLength: 32,
    'x-flint-error': 'TOKEN_BANK_ACCOUNT_INVALID',
    description: 'Nine digits, of a bank in the United States.',
  }),
  account_number: Type.String({
    minLength: 1,
    maxLength: 64,
    'x-flint-error': 'TOKEN_BANK_ACCOUNT_INVALID',
    description: '4 to 17 digits; spaces and dashes are taken out. Kept nowhere.',
  }),
  account_type: Type.Optional(
    oneOf(['checking', 'savings'], {
      'x-flint-error': 'TOKEN_BANK_ACCOUNT_INVALID',
      description: 'checking unless told otherwise.',
    }),
  ),
  account_holder_name: Type.String({
    minLength: 1,
    maxLength: 255,
    'x-flint-error': 'TOKEN_BANK_ACCOUNT_INVALID',
    description: 'Kept nowhere.',
  }),
})
export type BankAccountInput = Static<typeof BankAccountInput>

export const CreateTokenBody = named(
  'CreateTokenRequest',
  body(
    { card: Type.Optional(CardInput), bank_account: Type.Optional(BankAccountInput) },
    { description: 'Exactly one of card and bank_account.' },
  ),
)
export type TokenInput = Static<typeof CreateTokenBody>
