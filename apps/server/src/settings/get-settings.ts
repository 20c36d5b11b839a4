import type { Context } from '../platform/context.ts'
import { findSettings } from './queries.ts'
import type { Settings } from './settings.ts'

/** As they are in the database now, not as this process remembers them. */
export const getSettings = async (ctx: Context): Promise<Settings> => {
  const settings = await ctx.db.run(findSettings(ctx))
  if (!settings) throw new Error(`There is no environment ${ctx.environmentId}`)
  return settings
}
