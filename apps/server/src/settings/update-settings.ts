import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion, versionErrors } from '../platform/http/expected-version.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import { checkSettings } from './check-settings.ts'
import { settingsErrors } from './errors.ts'
import { type StoredSettings, groupNames, groups } from './fields.ts'
import { merged } from './merge.ts'
import { findSettings, lockSettings, saveSettings } from './queries.ts'
import type { SettingsPatch, UpdateSettingsBody } from './schemas.ts'
import type { Settings } from './settings.ts'
import { withTaxIds } from './tax-ids.ts'

/** Changes settings field by field; what is left out stays. Source: contract, flint-platform 16.1. */
export const updateSettings = async (ctx: Context, input: UpdateSettingsBody): Promise<Settings> => {
  const { expected_version: expected, metadata, ...patch } = input
  if (metadata === undefined && Object.keys(patch).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  if (expected === undefined && replacesTaxIds(patch))
    throw refuse(versionErrors.EXPECTED_VERSION_REQUIRED, { param: 'expected_version' })
  return transact(ctx, { lock: lockSettings(ctx), settings: findSettings(ctx) }, ({ settings: before }) => {
    if (!before) throw new Error(`There is no environment ${ctx.environmentId}`)
    expectVersion(before.version, expected, settingsErrors.SETTINGS_CONCURRENT_MODIFICATION)
    const document = changedDocument(ctx, before, patch)
    const changed: Settings = {
      ...before,
      document,
      metadata: mergeMetadata(before.metadata, metadata),
      version: before.version + 1,
      updatedAt: ctx.now,
    }
    const isSame =
      isDeepStrictEqual(before.document, document) && isDeepStrictEqual(before.metadata, changed.metadata)
    if (isSame) return { result: before, writes: [] }
    return { result: changed, writes: [saveSettings(ctx, changed)], wake: ['environments'] }
  })
}

/** Two who edit the list at once would undo each other's entries unseen. */
const replacesTaxIds = ({ tax_identity: identity }: SettingsPatch): boolean =>
  identity === null || identity?.tax_ids !== undefined

const changedDocument = (
  ctx: Context,
  { document }: Settings,
  patch: SettingsPatch,
): Settings['document'] => {
  const after: Record<string, unknown> = { ...document }
  for (const name of groupNames) {
    const sent = patch[name]
    if (sent === undefined) continue
    const group = sent === null ? {} : merged(groups[name], (document[name] ?? {}) as never, sent as never)
    if (Object.keys(group).length > 0) after[name] = group
    else delete after[name]
  }
  const changed = withTaxIds(ctx, document, after as StoredSettings)
  checkSettings(changed)
  const isCatalogSame = isDeepStrictEqual(document.catalog, changed.catalog)
  if (isCatalogSame) return changed
  return {
    ...changed,
    catalogChange: { version: (document.catalogChange?.version ?? 1) + 1, updatedAt: ctx.now },
  }
}
