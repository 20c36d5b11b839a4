import { type Static, Type } from 'typebox'
import { ExpectedVersion } from '../platform/http/expected-version.ts'
import {
  Currency,
  Metadata,
  MetadataPatch,
  SignedMoney,
  Timestamp,
  body,
  id,
  maxAmount,
  named,
  nullable,
  oneOf,
} from '../platform/http/schema.ts'
import { limits, modifierGroupTypes, modifierStatuses } from './modifier.ts'

/** What the API takes and shows of groups and their modifiers. Source: contract, flint-commerce 4.2 and 14. */

export const nameWith = (error: string) =>
  Type.String({ minLength: 1, maxLength: 255, pattern: '\\S', 'x-flint-error': error })

export const countWith = (error: string, minimum: number, description: string) =>
  Type.Integer({ minimum, maximum: limits.quantity, 'x-flint-error': error, description })

const PriceDelta = body(
  {
    amount: Type.Integer({
      minimum: -maxAmount,
      maximum: maxAmount,
      'x-flint-error': 'INVALID_AMOUNT',
      description: 'Minor units; negative makes the line cheaper.',
    }),
    currency: Currency,
  },
  { description: 'For one of it on one unit of the line. Free in every currency when left out or null.' },
)

const modifierFields = {
  price_delta_money: Type.Optional(nullable(PriceDelta)),
  status: Type.Optional(oneOf(modifierStatuses, { 'x-flint-error': 'INVALID_MODIFIER_STATUS' })),
  sku: Type.Optional(
    nullable(Type.String({ minLength: 1, maxLength: 255, 'x-flint-error': 'INVALID_MODIFIER' })),
  ),
  position: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 9999,
      'x-flint-error': 'INVALID_MODIFIER',
      description: 'Sorts the list; entries without one keep their place in it.',
    }),
  ),
  show_on_receipt: Type.Optional(Type.Boolean({ description: 'True unless told otherwise.' })),
  show_on_fulfillment: Type.Optional(Type.Boolean({ description: 'True unless told otherwise.' })),
  metadata: Type.Optional(Metadata),
}

const NewModifierInput = named(
  'ModifierInput',
  body({ name: nameWith('INVALID_MODIFIER'), ...modifierFields }),
)
const ModifierPatch = named(
  'ModifierPatch',
  body({
    modifier_id: Type.Optional(
      Type.String({
        'x-flint-error': 'INVALID_MODIFIER',
        description:
          'One that the group has: what is left out stays as it is. Without it, a new one is made.',
      }),
    ),
    name: Type.Optional(nameWith('INVALID_MODIFIER')),
    ...modifierFields,
  }),
)
export type ModifierInput = Static<typeof ModifierPatch>

const modifierList = { maxItems: limits.modifiersPerGroup, 'x-flint-error': 'INVALID_MODIFIER_GROUP' }

const groupFields = {
  required: Type.Optional(
    Type.Boolean({ description: 'True when `min_selections` is above zero, unless told otherwise.' }),
  ),
  min_selections: Type.Optional(
    countWith('INVALID_MODIFIER_GROUP', 0, 'If anything is chosen, at least this many. Quantities count.'),
  ),
  max_selections: Type.Optional(
    nullable(countWith('INVALID_MODIFIER_GROUP', 1, 'At most this many. Null: no limit.')),
  ),
  allow_quantity: Type.Optional(
    Type.Boolean({ description: 'One modifier may be taken more than once. False unless told otherwise.' }),
  ),
  max_text_length: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: limits.textLength,
      'x-flint-error': 'INVALID_MODIFIER_GROUP',
      description: `For the type text: characters, ${limits.textLength} unless told otherwise.`,
    }),
  ),
}

export const CreateModifierGroupBody = body(
  {
    name: nameWith('INVALID_MODIFIER_GROUP'),
    modifier_group_type: Type.Optional(
      oneOf(modifierGroupTypes, {
        default: 'list',
        'x-flint-error': 'INVALID_MODIFIER_GROUP_TYPE',
        description:
          'list: the buyer chooses among modifiers. text: the buyer writes a few words. It never changes.',
      }),
    ),
    ...groupFields,
    modifiers: Type.Optional(Type.Array(NewModifierInput, modifierList)),
    metadata: Type.Optional(Metadata),
  },
  { 'x-flint-own-id': 'modifier_group_id' },
)

export const UpdateModifierGroupBody = body({
  name: Type.Optional(nameWith('INVALID_MODIFIER_GROUP')),
  status: Type.Optional(oneOf(modifierStatuses, { 'x-flint-error': 'INVALID_MODIFIER_GROUP_STATUS' })),
  ...groupFields,
  modifiers: Type.Optional(
    Type.Array(ModifierPatch, {
      ...modifierList,
      description: 'The whole list, in order: a modifier that is not in it is removed.',
    }),
  ),
  metadata: Type.Optional(MetadataPatch),
  expected_version: Type.Optional(ExpectedVersion),
})

/** Either of the two: what a group is written with. */
export type ModifierGroupInput = Omit<Static<typeof UpdateModifierGroupBody>, 'expected_version'> &
  Pick<Static<typeof CreateModifierGroupBody>, 'modifier_group_type'>

export const ModifierGroupParams = Type.Object({ modifier_group_id: id('mg', 'The modifier group') })

const Modifier = named(
  'Modifier',
  Type.Object({
    modifier_id: id('mod', 'The modifier'),
    name: Type.String(),
    price_delta_money: nullable(SignedMoney),
    status: oneOf(modifierStatuses),
    sku: nullable(Type.String()),
    position: Type.Integer({ minimum: 0 }),
    show_on_receipt: Type.Boolean(),
    show_on_fulfillment: Type.Boolean(),
    metadata: Metadata,
  }),
)

export const ModifierGroup = named(
  'ModifierGroup',
  Type.Object({
    modifier_group_id: id('mg', 'The modifier group'),
    name: Type.String(),
    modifier_group_type: oneOf(modifierGroupTypes),
    status: oneOf(modifierStatuses),
    required: Type.Boolean(),
    min_selections: Type.Integer({ minimum: 0 }),
    max_selections: nullable(Type.Integer({ minimum: 1 })),
    allow_quantity: Type.Boolean(),
    max_text_length: nullable(Type.Integer({ minimum: 1 })),
    currency: nullable(
      Type.String({ description: 'The one currency of its prices; null when all are free.' }),
    ),
    modifiers: Type.Array(Modifier),
    metadata: Metadata,
    version: Type.Integer({ minimum: 1 }),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)
