import type { TSchema } from 'typebox'
import type { Context } from '../platform/context.ts'
import { defaults } from './defaults.ts'
import { type GroupName, groupNames, groups } from './fields.ts'
import { over } from './merge.ts'
import type { Settings } from './settings.ts'

/** What was set, with every field by its name: null where nothing is. */
export const toStoredSettings = (ctx: Context, settings: Settings) => shown(ctx, settings, {})

/** What counts. */
export const toEffectiveSettings = (ctx: Context, settings: Settings) => shown(ctx, settings, defaults)

const environmentPrefix = 'menv_'

const shown = (ctx: Context, settings: Settings, base: Partial<Record<GroupName, unknown>>) => {
  const { version, document, metadata, createdAt, updatedAt } = settings
  const values = Object.fromEntries(
    groupNames.map((name) => [name, shownFields(groups[name], over(base[name], document[name]))]),
  )
  const { catalogChange } = document
  return {
    // An environment has one settings object: their ids go together, and a reset changes neither.
    settings_id: `set_${ctx.environmentId.slice(environmentPrefix.length)}`,
    settings_scope: 'merchant',
    organization_id: null,
    merchant_id: ctx.merchantId,
    location_id: null,
    device_id: null,
    version,
    metadata,
    created_at: createdAt,
    updated_at: updatedAt,
    ...values,
    catalog: {
      ...(values['catalog'] as object),
      version: catalogChange?.version ?? 1,
      updated_at: catalogChange?.updatedAt ?? createdAt,
    },
    checkout_domain_status: null,
    customer_account_domain_status: null,
  }
}

type Mergeable = TSchema & { 'x-flint-merged'?: true; properties?: Record<string, TSchema> }

const shownFields = (fields: Record<string, TSchema>, values: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      shownValue(field, (values as Record<string, unknown> | undefined)?.[name] ?? null),
    ]),
  )

const shownValue = (field: Mergeable, value: unknown): unknown =>
  value !== null && field['x-flint-merged'] && field.properties ? shownFields(field.properties, value) : value
