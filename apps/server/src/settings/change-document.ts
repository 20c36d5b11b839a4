import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { findSettings, lockSettings, saveSettings } from './queries.ts'
import type { Settings } from './settings.ts'

/** Changes what another capability keeps among an environment's settings; like any change it counts as a version. */
export const changeSettingsDocument = (
  ctx: Context,
  change: (document: Settings['document']) => Settings['document'],
): Promise<Settings> =>
  transact(ctx, { lock: lockSettings(ctx), settings: findSettings(ctx) }, ({ settings: before }) => {
    if (!before) throw new Error(`There is no environment ${ctx.environmentId}`)
    const document = change(before.document)
    if (isDeepStrictEqual(before.document, document)) return { result: before, writes: [] }
    const changed = { ...before, document, version: before.version + 1, updatedAt: ctx.now }
    return { result: changed, writes: [saveSettings(ctx, changed)], wake: ['environments'] }
  })
