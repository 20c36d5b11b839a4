import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { type Settings, changeSettingsDocument } from '../settings/index.ts'
import { isDay } from './face/profile-of.ts'
import { toFlowlixSettings } from './flowlix-settings.ts'
import type { UpdateFlowlixSettingsBody } from './settings-schemas.ts'

/** Field by field: what is left out stays, null takes a day away. */
export const updateFlowlixSettings = async (
  ctx: Context,
  patch: UpdateFlowlixSettingsBody,
): Promise<Settings> => {
  if (Object.keys(patch).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  for (const param of ['b_from', 'default_version'] as const) {
    const day = patch[param]
    if (typeof day === 'string' && !isDay(day))
      throw refuse(httpErrors.INVALID_REQUEST, {
        param,
        message: `"${param}" must be a day such as 2026-01-31.`,
      })
  }
  return changeSettingsDocument(ctx, (before) => ({
    ...before,
    flowlix: { ...toFlowlixSettings(before), ...patch },
  }))
}
