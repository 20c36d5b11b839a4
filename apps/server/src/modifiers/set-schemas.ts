import { type Static, Type } from 'typebox'
import { ExpectedVersion } from '../platform/http/expected-version.ts'
import {
  Metadata,
  MetadataPatch,
  Timestamp,
  body,
  id,
  named,
  nullable,
  oneOf,
} from '../platform/http/schema.ts'
import { limits, modifierStatuses } from './modifier.ts'
import { ModifierGroup, countWith, nameWith } from './schemas.ts'

/** What the API takes and shows of sets. Source: contract, flint-commerce 14. */

const error = 'MODIFIER_OVERRIDE_INVALID'

const GroupOfSetInput = body(
  {
    modifier_group_id: Type.String({ 'x-flint-error': 'INVALID_MODIFIER_GROUP' }),
    required: Type.Optional(nullable(Type.Boolean())),
    min_selections: Type.Optional(nullable(countWith(error, 0, 'In place of the limit of the group.'))),
    max_selections: Type.Optional(nullable(countWith(error, 1, 'In place of the limit of the group.'))),
  },
  { description: 'A group, and what is different about it here. Left out or null: as the group says.' },
)
export type GroupOfSetInput = Static<typeof GroupOfSetInput>

const groups = Type.Array(GroupOfSetInput, {
  minItems: 1,
  maxItems: limits.groupsPerSet,
  'x-flint-error': 'INVALID_MODIFIER_SET',
  description: 'In the order in which the buyer is asked.',
})

export const CreateModifierSetBody = body(
  {
    name: nameWith('INVALID_MODIFIER_SET'),
    modifier_groups: groups,
    metadata: Type.Optional(Metadata),
  },
  { 'x-flint-own-id': 'modifier_set_id' },
)
export type CreateModifierSetBody = Static<typeof CreateModifierSetBody>

export const UpdateModifierSetBody = body({
  name: Type.Optional(nameWith('INVALID_MODIFIER_SET')),
  status: Type.Optional(oneOf(modifierStatuses, { 'x-flint-error': 'INVALID_MODIFIER_SET_STATUS' })),
  modifier_groups: Type.Optional(groups),
  metadata: Type.Optional(MetadataPatch),
  expected_version: Type.Optional(ExpectedVersion),
})
export type UpdateModifierSetBody = Static<typeof UpdateModifierSetBody>

export const ModifierSetParams = Type.Object({ modifier_set_id: id('ms', 'The modifier set') })

export const ModifierSet = named(
  'ModifierSet',
  Type.Object({
    modifier_set_id: id('ms', 'The modifier set'),
    name: Type.String(),
    status: oneOf(modifierStatuses),
    modifier_groups: Type.Array(
      Type.Object({
        modifier_group_id: id('mg', 'The modifier group'),
        position: Type.Integer({ minimum: 0 }),
        required: nullable(Type.Boolean()),
        min_selections: nullable(Type.Integer({ minimum: 0 })),
        max_selections: nullable(Type.Integer({ minimum: 1 })),
        modifier_group: Type.Optional(ModifierGroup),
      }),
    ),
    metadata: Metadata,
    version: Type.Integer({ minimum: 1 }),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)
