import { Type, type Static } from 'typebox'
import { body, named } from '../platform/http/schema.ts'

/** Only the shapes: what else is wrong with a card is said by `readCard`, which never repeats a value. */
export const CreateTokenBody = named(
  'CreateTokenRequest',
  body({
    card: body({
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
    }),
  }),
)
export type CardInput = Static<typeof CreateTokenBody>['card']
