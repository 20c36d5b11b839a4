import { type Static, type TProperties, type TSchema, Type } from 'typebox'
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
import { type AllSettings, type GroupName, groupNames, groups } from './fields.ts'

/** What is sent and shown of settings, made from `fields.ts`. Source: contract, flint-platform 16.1. */

type Keywords = { 'x-flint-merged'?: true; properties?: TProperties; patternProperties?: TProperties }

const isMerged = (schema: TSchema): boolean => (schema as Keywords)['x-flint-merged'] === true

const mapped = (fields: TProperties, of: (field: TSchema) => TSchema): TProperties =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, of(field)]))

/** The same shape with every value inside taken through `of`. */
const withInside = (schema: TSchema, of: (field: TSchema) => TSchema): TSchema => {
  if (!isMerged(schema)) return schema
  const { properties, patternProperties, required: _, ...rest } = schema as Keywords & { required?: unknown }
  if (properties) return { ...body(mapped(properties, of)) }
  return { ...rest, patternProperties: mapped(patternProperties!, of) } as TSchema
}

/** Any part may be left out; null returns it to its default. */
const patchOf = (field: TSchema): TSchema => Type.Optional(nullable(withInside(field, patchOf)))
const patchOfGroup = (fields: TProperties): TSchema => Type.Optional(nullable(body(mapped(fields, patchOf))))
/** Every field is shown; null where nothing is set. */
const shownOf = (field: TSchema): TSchema => nullable(withInside(field, shownOf))

const shownGroups = mapped(groups as Record<GroupName, never>, (fields) =>
  Type.Object(mapped(fields as unknown as TProperties, shownOf)),
)

type PatchOf<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [N in keyof T]?: PatchOf<T[N]> | null }
    : T
export type SettingsPatch = { [G in GroupName]?: PatchOf<AllSettings[G]> | null }

const ChangeBody = body({
  expected_version: Type.Optional(ExpectedVersion),
  metadata: Type.Optional(MetadataPatch),
})
export const UpdateSettingsBody = named(
  'UpdateSettingsRequest',
  Type.Unsafe<Static<typeof ChangeBody> & SettingsPatch>(
    body({
      ...ChangeBody.properties,
      ...Object.fromEntries(groupNames.map((name) => [name, patchOfGroup(groups[name])])),
    }),
  ),
)
export type UpdateSettingsBody = Static<typeof UpdateSettingsBody>

const top = {
  settings_id: id('set', 'The settings'),
  settings_scope: oneOf(['organization', 'merchant', 'location', 'device']),
  organization_id: nullable(Type.String()),
  merchant_id: id('mer', 'The merchant'),
  location_id: nullable(Type.String()),
  device_id: nullable(Type.String()),
  version: Type.Integer({ description: 'Grows by one with every change.' }),
  metadata: Metadata,
  created_at: Timestamp,
  updated_at: Timestamp,
}

const readOnly = {
  checkout_domain_status: nullable(Type.String({ description: 'Null: no domain is connected.' })),
  customer_account_domain_status: nullable(Type.String()),
}

const all = {
  ...top,
  ...shownGroups,
  catalog: Type.Object({
    ...mapped(groups.catalog, shownOf),
    version: Type.Integer({ description: 'Of this group alone.' }),
    updated_at: Timestamp,
  }),
  ...readOnly,
}

export const StoredSettingsAnswer = named(
  'Settings',
  Type.Object(all, { description: 'What is set; null where the default counts.' }),
)
export const EffectiveSettingsAnswer = named(
  'EffectiveSettings',
  Type.Object(all, { description: 'What counts: what is set, over the defaults.' }),
)
